"""Chinese statements about English quotes, and about Chinese ones, with and without a change planted.

No Chinese abstracts are recorded, and nobody translated these sentences. So: facts (who, does what to
what, by how much) are picked from real English sentences with patterns, and said in Chinese by templates
and a small dictionary of this file; and Chinese quotes are composed from templates with names and numbers
of real papers. It is narrower than Chinese as people write it, and the figures are to be read so. None of
its words are taken from the checker's tables; some are the same, as they are the usual ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

_NOUNS = {
    "accuracy": "准确率", "error": "误差", "errors": "误差", "performance": "性能", "latency": "延迟", "training time": "训练时间", "inference time": "推理时间", "cost": "成本", "costs": "成本", "computational cost": "计算成本", "memory usage": "内存占用", "memory": "内存", "efficiency": "效率", "energy consumption": "能耗", "temperature": "温度", "density": "密度", "pressure": "压力", "resolution": "分辨率", "risk": "风险", "mortality": "死亡率", "throughput": "吞吐量",
    "robustness": "鲁棒性", "stability": "稳定性", "complexity": "复杂度", "precision": "精度", "recall": "召回率", "quality": "质量", "speed": "速度", "noise": "噪声", "variance": "方差", "bias": "偏差", "success rate": "成功率", "generalization": "泛化能力", "diversity": "多样性", "sensitivity": "灵敏度", "overhead": "开销", "conductivity": "电导率", "reasoning": "推理", "convergence": "收敛", "interpretability": "可解释性", "safety": "安全性", "privacy": "隐私", "number of parameters": "参数数量", "magnetic field": "磁场", "mass": "质量", "luminosity": "光度", "star formation rate": "恒星形成率", "energy": "能量", "entropy": "熵", "entanglement": "纠缠", "gene expression": "基因表达", "hallucinations": "幻觉", "fidelity": "保真度", "bandwidth": "带宽", "uncertainty": "不确定性",
}  # fmt: skip
_UP = {
    "improve": "提高",
    "improves": "提高",
    "improved": "提高",
    "increase": "增加",
    "increases": "增加",
    "increased": "增加",
    "enhance": "增强",
    "enhances": "增强",
    "boosts": "提升",
    "boost": "提升",
    "raises": "提高",
}
_DOWN = {
    "reduce": "降低",
    "reduces": "降低",
    "reduced": "降低",
    "decrease": "减少",
    "decreases": "减少",
    "decreased": "减少",
    "lowers": "降低",
    "suppresses": "抑制",
    "reducing": "减少",
}
_UNITS = {"%": "%", "ms": "毫秒", "K": "K", "GeV": "GeV", "years": "年", "hours": "小时", "days": "天", "seconds": "秒", "times": "倍", "km": "公里", "nm": "纳米", "Hz": "赫兹", "GHz": "GHz", "Mpc": "Mpc", "kpc": "kpc", "dB": "分贝", "months": "个月", "patients": "名患者", "images": "张图像", "minutes": "分钟", "TeV": "TeV", "MeV": "MeV", "keV": "keV", "eV": "eV", "participants": "名参与者", "tokens": "个词元", "samples": "个样本", "languages": "种语言", "models": "个模型", "tasks": "项任务", "datasets": "个数据集", "benchmarks": "个基准"}  # fmt: skip
_NAME = r"(?:[A-Z][\w]*[A-Z][\w-]*|[A-Z]{3,}[\w-]*)"


@dataclass(frozen=True)
class Fact:
    """A Chinese sentence for an English one; ``text`` holds what was found."""

    text: str
    kind: str


def _noun(written: str) -> str | None:
    return _NOUNS.get(
        re.sub(r"^(?:the|its|their|our|overall|average|model|test)\s+", "", written.strip().lower())
    )


def _changes(text: str) -> Fact | None:
    verbs = "|".join([*_UP, *_DOWN])
    nouns = "|".join(sorted(_NOUNS, key=len, reverse=True))
    match = re.search(
        rf"\b(?P<v>{verbs}) (?:the |its |their |our |overall |average |model )?(?P<n>{nouns})\b(?: (?:by|of) (?:an average of |up to |about |over )?(?P<x>\d[\d.,]*)\s?\\?(?P<u>%))?",
        text,
    )
    before = text[max(0, match.start() - 40) : match.start()] if match else ""
    if match is None or re.search(
        r"\b(?:not|no|may|might|could|whether|without|to|cannot|if|fail\w*)\b", before
    ):
        return None
    amount = (
        ""
        if not match["x"] or re.search(r"up to|about|over|average", match[0])
        else f" {match['x']}%"
    )
    verb = (_UP | _DOWN)[match["v"]]
    name = re.search(_NAME, text[: match.start()])
    who = name[0] if name else "该方法"
    return Fact(f"{who} {verb}了{_NOUNS[match['n']]}{amount}。", "change")


def _weak(text: str) -> Fact | None:
    verbs = "|".join([*_UP, *_DOWN])
    nouns = "|".join(sorted(_NOUNS, key=len, reverse=True))
    match = re.search(
        rf"\b(?:may|might|could|can potentially) (?:also |further |significantly )?(?P<v>{verbs}) (?:the |its |their )?(?P<n>{nouns})\b",
        text,
    )
    return (
        Fact(f"这可能会{(_UP | _DOWN)[match['v']]}{_NOUNS[match['n']]}。", "weak")
        if match
        else None
    )


def _beats(text: str) -> Fact | None:
    match = re.search(
        rf"(?P<a>{_NAME}) (?:significantly |consistently |also )?outperforms? (?P<b>{_NAME})", text
    )
    return Fact(f"{match['a']} 优于 {match['b']}。", "compare") if match else None


def _count(text: str) -> Fact | None:
    match = re.search(
        r"(?P<c>at least |more than |over |up to |about |approximately )?(?<![\w.,-])(?P<n>\d[\d,]*(?:\.\d+)?)\s(?:(?!million|billion|thousand|light)[a-z-]+ )?(?P<u>patients|images|participants|tokens|samples|languages|models|tasks|datasets|benchmarks|years|hours|days|months|minutes|seconds)\b(?! (?:ago|old))(?<!million years)(?<!billion years)(?<!light years)",
        text,
    )
    if match is None or re.search(
        r"(?:-|–|to|and|between|\$|±|under|below|within|least|than|exceeding)\s*$",
        text[: match.start()],
    ):
        return None
    word = {
        "at least ": "至少",
        "more than ": "超过",
        "over ": "超过",
        "up to ": "最多",
        "about ": "约",
        "approximately ": "约",
    }.get(match["c"] or "", "")
    return Fact(f"该研究涉及{word} {match['n']} {_UNITS[match['u']]}。", "count")


def _value(text: str) -> Fact | None:
    nouns = "|".join(sorted(_NOUNS, key=len, reverse=True))
    match = re.search(
        rf"(?P<n>{nouns}) (?:of|is|reaches) (?P<c>up to |about |at least |approximately )?\$?(?P<x>-?\d[\d.,]*\d|\d)\$?\s?\\?(?P<u>%|K|GeV|TeV|MeV|keV|eV|ms|km|nm|GHz|Mpc|kpc|dB)(?![\w/^])",
        text,
    )
    if match is None:
        return None
    word = {"up to ": "最高达", "about ": "约", "at least ": "至少", "approximately ": "约"}.get(
        match["c"] or "", "为"
    )
    return Fact(f"{_NOUNS[match['n']]}{word} {match['x']} {_UNITS[match['u']]}。", "value")


def _proposed(text: str) -> Fact | None:
    match = re.search(rf"\b[Ww]e (?:propose|introduce|present|develop) (?P<a>{_NAME})\b", text)
    return Fact(f"作者提出了 {match['a']}。", "proposed") if match else None


def _denied(text: str) -> Fact | None:
    verbs = "|".join(verb for verb in [*_UP, *_DOWN] if not verb.endswith(("s", "ed", "ing")))
    nouns = "|".join(sorted(_NOUNS, key=len, reverse=True))
    match = re.search(
        rf"\b(?:does not|do not|did not|cannot) (?:significantly |necessarily )?(?P<v>{verbs}) (?:the |its |their )?(?P<n>{nouns})\b",
        text,
    )
    return (
        Fact(f"这并没有{(_UP | _DOWN)[match['v']]}{_NOUNS[match['n']]}。", "denied")
        if match
        else None
    )


def facts(text: str) -> list[Fact]:
    """What of an English sentence can be said in Chinese by the templates here."""
    found = [make(text) for make in (_changes, _weak, _beats, _count, _value, _proposed, _denied)]
    return [one for one in found if one is not None]


def said(fact: Fact, chance: random.Random) -> str:
    """The fact as a statement, in one of several manners."""
    form = chance.choice(["{}", "研究表明，{}", "结果显示，{}", "文中指出，{}", "作者发现，{}"])
    return form.format(fact.text)


_TURN = {
    "提高": "降低",
    "增加": "减少",
    "增强": "削弱",
    "提升": "降低",
    "降低": "提高",
    "减少": "增加",
    "抑制": "促进",
    "优于": "劣于",
    "高于": "低于",
    "低于": "高于",
    "上升": "下降",
    "下降": "上升",
    "更高": "更低",
    "更低": "更高",
    "改善": "恶化",
    "缩短": "延长",
}
_OTHER_UNITS = {"%": ["毫秒", "倍", "‰"], "年": ["天", "个月"], "小时": ["天", "分钟"], "天": ["年", "小时"], "个月": ["年"], "分钟": ["小时"], "秒": ["分钟", "毫秒"], "名患者": ["只小鼠", "家医院"], "张图像": ["段视频"], "个词元": ["张图像"], "种语言": ["个国家"], "GeV": ["TeV"], "TeV": ["GeV"], "K": ["毫秒", "mK"], "纳米": ["毫米"], "公里": ["米"], "个样本": ["名患者"], "名参与者": ["只小鼠"], "毫秒": ["秒"], "分贝": ["%"], "Mpc": ["kpc"], "kpc": ["Mpc"], "MeV": ["GeV"], "keV": ["MeV"], "eV": ["keV"]}  # fmt: skip


def number(text: str, _other: str, chance: random.Random) -> tuple[str, str] | None:
    found = list(re.finditer(r"(?<![A-Za-z\d._-])\d[\d,.]*\d|(?<![A-Za-z\d._-])\d", text))
    if not found:
        return None
    match = chance.choice(found)
    at = chance.choice([i for i, c in enumerate(match[0]) if c.isdigit()])
    new = chance.choice([d for d in "123456789" if d != match[0][at]])
    written = match[0][:at] + new + match[0][at + 1 :]
    return text[: match.start()] + written + text[match.end() :], "digit"


def unit(text: str, _other: str, chance: random.Random) -> tuple[str, str] | None:
    for name in sorted(_OTHER_UNITS, key=len, reverse=True):
        match = re.search(
            rf"(?<=\d)(?<![A-Za-z-]\d)(?<![A-Za-z-]\d\d)(?<![A-Za-z-]\d\d\d)\s?{name}", text
        )
        if match:
            new = chance.choice(_OTHER_UNITS[name])
            return f"{text[: match.start()]} {new}{text[match.end() :]}", f"{name} to {new}"
    return None


def comparator(text: str, _other: str, chance: random.Random) -> tuple[str, str] | None:
    turn = {
        "至少": ["至多", "不到"],
        "超过": ["不到", "至多"],
        "最多": ["至少", "超过"],
        "约": ["超过", "至少"],
        "最高达": ["至少", "超过"],
    }
    for word, others in turn.items():
        if re.search(rf"{word}\s?\d", text):
            return text.replace(word, chance.choice(others), 1), word
    match = re.search(r"\s?(?<![A-Za-z\d._-])\d", text)
    if match is None:
        return None
    return text[: match.start()] + chance.choice(["至少", "超过", "不到"]) + text[
        match.start() :
    ], "added"


def direction(text: str, _other: str, _chance: random.Random) -> tuple[str, str] | None:
    for word, turned in _TURN.items():
        if word in text:
            return text.replace(word, turned, 1), word
    return None


def polarity(text: str, _other: str, chance: random.Random) -> tuple[str, str] | None:
    if "并没有" in text:
        return text.replace("并没有", "", 1), "dropped 并没有"
    for word in _TURN:
        if word in text:
            return text.replace(
                word, chance.choice(["没有", "并未", "不能", "无法"]) + word, 1
            ), "added"
    match = re.search("涉及|提出|为(?= )|达", text)
    return (text[: match.start()] + "没有" + text[match.start() :], "added") if match else None


def entity(text: str, other: str, chance: random.Random) -> tuple[str, str] | None:
    theirs = [name for name in re.findall(_NAME, other) if name not in text]
    mine = re.findall(_NAME, text)
    nouns = [noun for noun in _NOUNS.values() if noun in text]
    if mine and theirs:
        return text.replace(chance.choice(mine), chance.choice(theirs), 1), "name"
    if nouns:
        longest = max(nouns, key=len)
        others = [
            noun
            for noun in _NOUNS.values()
            if noun not in text and noun not in longest and longest not in noun
        ]
        return text.replace(longest, chance.choice(others), 1), "term"
    return None


def roles(text: str, _other: str, _chance: random.Random) -> tuple[str, str] | None:
    new = re.sub(rf"({_NAME}) 优于 ({_NAME})", r"\2 优于 \1", text)
    return (new, "changed places") if new != text else None


def hedge(text: str, _other: str, chance: random.Random) -> tuple[str, str] | None:
    if "可能会" in text:
        return text.replace("可能会", chance.choice(["必然会", "总是会", ""]), 1), "可能 lost"
    for word in _TURN:
        if word in text:
            return text.replace(
                word, chance.choice(["总是", "必然", "毫无疑问地"]) + word, 1
            ), "added"
    return re.sub(
        "^(?:研究表明，|结果显示，|文中指出，|作者发现，)?", "该文证明，", text, count=1
    ), "proves"


def another(text: str, other: str, chance: random.Random) -> tuple[str, str] | None:
    theirs = facts(other)
    return (
        (said(chance.choice(theirs), chance), "whole sentence")
        if theirs and theirs[0].text not in text
        else None
    )


def invented(_text: str, other: str, chance: random.Random) -> tuple[str, str] | None:
    nouns = chance.sample(sorted(set(_NOUNS.values())), 2)
    name = (re.findall(_NAME, other) or ["该模型"])[0]
    return chance.choice(
        [
            f"{name} 显著提高了{nouns[0]}并降低了{nouns[1]}。",
            f"{nouns[0]}的变化导致了{nouns[1]}下降。",
            f"作者证明{nouns[0]}与{nouns[1]}无关。",
        ]
    ), "template"


PLANTS: dict[str, Callable[[str, str, random.Random], tuple[str, str] | None]] = {
    "number": number, "unit": unit, "comparator": comparator, "direction": direction, "polarity": polarity, "entity": entity,
    "roles": roles, "hedging": hedge, "other work": another, "invented": invented,
}  # fmt: skip

_SENTENCES = [
    "我们提出了一种名为 {a} 的方法，在 {d} 数据集上将{n}{v}了 {x}%。", "实验结果表明，{a} 的{n}高于 {b}，平均提升 {x}%。", "与 {b} 相比，{a} 将{n}从 {y} 毫秒{v}到 {x} 毫秒。", "{a} 没有{v}{n}，但在 {d} 上优于 {b}。",
    "在包含 {z} 名患者的试验中，{a} 可能会{v}{n}。", "本文对 {z} 个样本进行了分析，发现{n}至少{v}了 {x}%。", "观测显示，{n}约为 {x} K，低于理论预测。", "{a} 在 {d} 上达到 {x}% 的{n}，而 {b} 仅为 {w}%。",
]  # fmt: skip


def composed(names: list[str], chance: random.Random) -> str:
    """A Chinese sentence, as if of an abstract, with names of real papers."""
    a, b, d = chance.sample(names, 3)
    x, y, z, w = (
        chance.randint(11, 88) / 10 + 10,
        chance.randint(20, 900),
        chance.randint(30, 5000),
        chance.randint(5, 19),
    )
    noun, verb = (
        chance.choice(sorted(set(_NOUNS.values()))),
        chance.choice(["提高", "降低", "增加", "减少"]),
    )
    return chance.choice(_SENTENCES).format(a=a, b=b, d=d, n=noun, v=verb, x=x, y=y, z=z, w=w)


_SAY = [("我们提出了", "作者提出了"), ("实验结果表明", "实验显示"), ("本文对", "该文对"), ("进行了分析", "加以分析"), ("发现", "指出"), ("观测显示", "观测结果表明"), ("与 ", "相比 "), ("在包含", "在纳入"), ("平均提升", "平均提高"), ("一种名为", "名为"), ("而 ", "相比之下 "), ("达到", "取得"), ("约为", "大约是"), ("可能会", "或许能"), ("没有", "并未")]  # fmt: skip


def reworded(text: str, chance: random.Random) -> str:
    """The Chinese sentence in other words."""
    usable = [
        (old, new) for old, new in _SAY if old in text and not (old == "与 " and "相比，" in text)
    ]
    for old, new in chance.sample(usable, min(2, len(usable))):
        text = text.replace(old, new, 1)
    return text
