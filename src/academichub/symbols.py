"""The characters TeX's commands stand for, as tables.

Holds names and characters and nothing that acts on them; sources are the TeXbook, the LaTeX
companion's tables and Unicode's SYMBOL.TXT.
"""

from __future__ import annotations


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def words(table: str) -> frozenset[str]:
    """The words of *table*, as a set."""
    return frozenset(table.split())


COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361",
}  # fmt: skip
"""TeX's accent commands and Unicode's combining marks."""

MATH_ACCENTS = {
    "acute": "'", "grave": "`", "hat": "^", "ddot": '"', "tilde": "~", "bar": "=", "dot": ".",
    "breve": "u", "check": "v", "mathring": "r",
}  # fmt: skip
"""Accents of mathematics that people use inside words, and the text accent they mean."""

LETTERS = _pairs(
    "ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å i ı j ȷ dh ð DH Ð th þ TH Þ "
    "dj đ DJ Đ ng ŋ NG Ŋ"
)
"""Letters of words: the space after such a command only ends its name."""

GREEK = _pairs(
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι "
    "kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ "
    "varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ "
    "Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)

SYMBOLS = GREEK | _pairs(
    "AA Å infty ∞ pm ± mp ∓ times × div ÷ cdot · bullet • leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ "
    "geqslant ≥ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ to → rightarrow → "
    "longrightarrow ⟶ leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftrightarrow ⇔ "
    "mapsto ↦ hookrightarrow ↪ uparrow ↑ downarrow ↓ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ "
    "subseteq ⊆ supseteq ⊇ subsetneq ⊊ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ otimes ⊗ "
    "oplus ⊕ odot ⊙ boxplus ⊞ rtimes ⋊ ltimes ⋉ partial ∂ nabla ∇ forall ∀ exists ∃ neg ¬ "
    "wedge ∧ land ∧ vee ∨ lor ∨ ell ℓ hbar ℏ aleph ℵ wp ℘ circ ∘ prime ′ dagger † dag † ddagger ‡ "
    "ddag ‡ ast ∗ star ⋆ degree ° textdegree ° ll ≪ gg ≫ lesssim ≲ gtrsim ≳ langle ⟨ rangle ⟩ "
    "lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ ldots … dots … textellipsis … cdots ⋯ sum ∑ prod ∏ int ∫ "
    "perp ⊥ parallel ∥ mid | vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖ Box □ square □ sharp ♯ "
    "flat ♭ natural ♮ checkmark ✓ copyright © textcopyright © registered ® textregistered ® "
    "texttrademark ™ pounds £ textsterling £ euro € texteuro € S § P ¶ textsection § ohm Ω "
    "textohm Ω textmu µ micro µ percent % celsius ℃ arcsec ″ arcmin ′ textendash – textemdash — "
    "textquoteright ’ textquoteleft ‘ textquotesingle ' textquotedblleft “ textquotedblright ” "
    "quotedblbase „ guillemotleft « guillemotright » textless < textgreater > textbar | "
    "textasciitilde ~ textasciicircum ^ textbackslash \\ textunderscore _ lbrace { rbrace } "
    "textbullet • textperiodcentered · slash / colon : lq ‘ rq ’ msun M⊙ um μm us μs"
)
"""Symbols that stand for themselves outside mathematics too."""

NAMES = words(
    "log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh max min sup inf lim "
    "limsup liminf dim ker det gcd deg arg hom Pr mod bmod LaTeX TeX BibTeX"
)
"""Commands that print their own name."""

BLACKBOARD = _pairs("C ℂ H ℍ N ℕ P ℙ Q ℚ R ℝ Z ℤ")

SWITCHES = (
    "it|bf|em|rm|sc|tt|sl|sf|cal|frak|mit|Bbb|boldmath|unboldmath|bfseries|itshape|scshape|slshape|"
    "upshape|ttfamily|sffamily|rmfamily|normalfont|mdseries|tiny|scriptsize|footnotesize|small|"
    "normalsize|large|Large|LARGE|huge|Huge|noindent|protect|displaystyle|textstyle|centering|"
    "centerline|raggedright|sloppy|xspace|relax|left|right|bigl?|bigr|Bigl?|Bigr|biggl?|biggr|"
    "limits|nolimits|nonumber|nobreak|unskip|ignorespaces|itbf|leavevmode|selectfont"
)
"""Commands that change how what follows looks, and say nothing."""

SPACES = (
    "quad|qquad|enspace|thinspace|newline|linebreak|pagebreak|newpage|break|par|smallskip|medskip|"
    "bigskip|hfill?|vfill?|hfil|space|nobreakspace|maketitle|hline|and"
)
"""Commands that part what stands around them."""

KEPT = words(
    "emph textbf textit textsc texttt textsf textrm text mbox hbox fbox underline uline ul uwave "
    "overline textup textmd textsl textnormal textmd mathrm mathbf mathit mathsf mathtt mathcal "
    "mathfrak mathscr mathbb operatorname boldsymbol bm pmb url path nolinkurl ce si num uppercase "
    "ensuremath textipa em it bf bfseries itshape sc rm tt sf sl small large Large boldmath "
    "centerline hl sout MakeUppercase title section subsection paragraph itbf texorpdfstring "
    "nobreakdash lowercase textnumero name"
)
"""Commands whose argument is what they say."""

DROPPED = words(
    "label index hspace vspace begin end color phantom hphantom vphantom thanks footnotemark "
    "pagestyle thispagestyle documentclass usepackage bibliography bibliographystyle "
    "vskip hskip"
)
"""Commands whose argument is for the typesetter."""

# Adobe's Symbol font as it arrives through the private use area (U+F020..U+F0FF).
SYMBOL_FONT = {
    **dict(zip(range(0xF041, 0xF05B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0xF061, 0xF07B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xF020, 0xF040), " !∀#∃%&∋()∗+,−./0123456789:;<=>?", strict=True)),
    0xF0A3: "≤", 0xF0A5: "∞", 0xF0AE: "→", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×",
    0xF0B5: "∝", 0xF0B6: "∂", 0xF0B7: "•", 0xF0B9: "≠", 0xF0BA: "≡", 0xF0BB: "≈", 0xF0D7: "⋅",
    0xF07E: "∼", 0xF07C: "|", 0xF07B: "{", 0xF07D: "}", 0xF05B: "[", 0xF05D: "]",
}  # fmt: skip
LATIN_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}

RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_RAISABLE = frozenset("0123456789+-−–=()ni")
_LOWERABLE = frozenset("0123456789+-−–=()")
_ORDINALS = words("st nd rd th e er ème ® ™ © * † ‡ § ′ ″ ° º ª o a")


def raised(text: str) -> str:
    """*text* as a superscript: Unicode's where it has the characters, ``^text`` otherwise."""
    text = text.strip()
    if _RAISABLE.issuperset(text):
        return text.translate(RAISED)
    return text if text in _ORDINALS else f"^{text}"


def lowered(text: str) -> str:
    """*text* as a subscript: Unicode's where it has the characters, ``_text`` otherwise."""
    text = text.strip()
    return text.translate(LOWERED) if _LOWERABLE.issuperset(text) else f"_{text}"
