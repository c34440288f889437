"""What a brief says of its own making, in its language: works that ended, sections that fell back."""

from __future__ import annotations

from academichub.argument import Language
from academichub.errors import AcademicHubError

_UNEXPECTED = {
    "en": "an unexpected fault; the program's log has it",
    "zh": "意外故障，详见程序日志",
}
_ENDED = {
    "en": ("{n} of the works is in the store no more", "{n} of the works are in the store no more"),
    "zh": ("有 {n} 篇论文已不在库中",) * 2,
}
_RETRACTED = {
    "en": (
        "{n} of the works was retracted; it is listed, and nothing here stands on it",
        "{n} of the works were retracted; they are listed, and nothing here stands on them",
    ),
    "zh": ("有 {n} 篇论文已被撤稿；仍列于文末，但文中没有任何句子以其为据",) * 2,
}
_SINCE = {
    "en": "{title} was retracted while this was written",
    "zh": "《{title}》在撰写期间被撤稿",
}
_FELL_BACK = {
    "en": "a section is in the sources' own words, since its writer failed: {why}",
    "zh": "有一节改用原文句子，因为撰写失败：{why}",
}
_EMPTY = {"en": "a section could not be written: {why}", "zh": "有一节未能写成：{why}"}


def fault(error: Exception, language: Language = "en") -> str:
    """What went wrong, in one line; what was not foreseen is not spelt out."""
    return str(error) if isinstance(error, AcademicHubError) else _UNEXPECTED[language]


def ended(count: int, language: Language) -> str:
    """That works are there no more."""
    return _ENDED[language][count != 1].format(n=count)


def retracted(count: int, language: Language) -> str:
    """That works are retracted."""
    return _RETRACTED[language][count != 1].format(n=count)


def retracted_since(title: str, language: Language) -> str:
    """That a work was retracted after its sentences were chosen."""
    return _SINCE[language].format(title=title)


def fell_back(error: Exception, language: Language) -> str:
    """That a section was written without a model after all."""
    return _FELL_BACK[language].format(why=fault(error, language))


def empty(error: Exception, language: Language) -> str:
    """That a section has no words."""
    return _EMPTY[language].format(why=fault(error, language))
