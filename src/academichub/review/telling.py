"""What a review says of its own making, in its language: what fell back, what was left out and why."""

from __future__ import annotations

from academichub.argument import Language
from academichub.errors import AcademicHubError

_UNEXPECTED = {
    "en": "an unexpected fault; the program's log has it",
    "zh": "意外故障，详见程序日志",
}
_STAGES = {
    "en": {
        "audits": "the checks",
        "reading": "the reading",
        "referee": "the referee report",
        "rebuttal": "the rebuttal",
        "circularity": "the circularity check",
        "ledger": "the ledger",
        "verdict": "the verdict",
        "citations": "references and citing works",
        "links": "the theorem links",
        "distance": "the distance from earlier papers",
    },
    "zh": {
        "audits": "自动核查",
        "reading": "解读",
        "referee": "审稿意见",
        "rebuttal": "作者可能的答复",
        "circularity": "循环论证检查",
        "ledger": "参数与公理清单",
        "verdict": "结论",
        "citations": "参考文献与引用情况",
        "links": "定理关联",
        "distance": "与先前论文的距离",
    },
}
_SAID = {
    "fell back": {
        "en": "{stage}: in the source's own words, since the model failed: {why}",
        "zh": "{stage}：改用原文语句，因为模型未能完成：{why}",
    },
    "failed": {
        "en": "{stage}: could not be made: {why}",
        "zh": "{stage}：未能完成：{why}",
    },
    "budget": {
        "en": "{stage}: in the source's own words, since the budget of the batch does not hold it",
        "zh": "{stage}：改用原文语句，因为本批次的预算不足",
    },
    "not asked": {
        "en": "Not asked for.",
        "zh": "未要求生成。",
    },
    "not written": {
        "en": "not written",
        "zh": "未撰写",
    },
    "retracted": {
        "en": "this work was retracted or withdrawn",
        "zh": "该论文已被撤稿或撤回",
    },
    "summarised": {
        "en": "What was read is AcademicHub's own summary of the paper (starter data), not its authors' words",
        "zh": "所读的是 AcademicHub 自己为该论文写的摘要（起始数据），并非作者原话",
    },
}


def fault(error: Exception, language: Language = "en") -> str:
    """What went wrong, in one line; what was not foreseen is not spelt out."""
    return str(error) if isinstance(error, AcademicHubError) else _UNEXPECTED[language]


def stage(name: str, language: Language) -> str:
    """What a stage is called."""
    return _STAGES[language].get(name, name)


def fell_back(name: str, error: Exception, language: Language) -> str:
    """That a stage was written without a model after all."""
    return _say("fell back", language, stage=stage(name, language), why=fault(error, language))


def failed(name: str, error: Exception, language: Language) -> str:
    """That a stage came to nothing."""
    return _say("failed", language, stage=stage(name, language), why=fault(error, language))


def over_budget(name: str, language: Language) -> str:
    """That a stage was written without a model, since nothing more may be paid."""
    return _say("budget", language, stage=stage(name, language))


def not_asked(language: Language) -> str:
    """Why a part is empty that nobody asked for."""
    return _say("not asked", language)


def not_written(language: Language) -> str:
    """Why a part is empty that its writer left out."""
    return _say("not written", language)


def retracted(language: Language) -> str:
    """That the work reviewed is retracted."""
    return _say("retracted", language)


def summarised(language: Language) -> str:
    """That the abstract is not the authors' own."""
    return _say("summarised", language)


def _say(key: str, language: Language, **values: str) -> str:
    return _SAID[key][language].format(**values)
