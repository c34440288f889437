"""A scripted model that reviews the paper on self-distillation of the starter data, in both languages.

What it says is ours. It names its evidence by words of the sentence, whatever numbers they were given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from academichub.llm.scripted import Say

WORK = "arxiv:2601.20802"
FAILS, SHOWS, BEATS = "whether an attempt failed", "as its own teacher", "beats strong baselines"

Row = tuple[str, str, tuple[str, ...], str]
"""Part, text, words of the sentences it stands on, label."""

_LINE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_STAGES = {
    "Write the reading": "reading",
    "Write the referee": "referee",
    "For each comment": "rebuttal",
    "Look for steps": "circularity",
    "List what the paper": "ledger",
    "Weigh the paper": "verdict",
}

ENGLISH: dict[str, list[Row]] = {
    "reading": [
        ("pith", "SDPO lets the model predict again as its own teacher and distils the better predictions into the policy.", (SHOWS,), ""),
        ("reading", "Reinforcement learning with verifiable rewards usually tells a model only whether an attempt failed.", (FAILS,), ""),
        ("reading", "Error messages and judges often say why an attempt failed.", (FAILS,), ""),
        ("reading", "SDPO shows the model this feedback and distils the better predictions into the policy.", (SHOWS,), ""),
        ("reading", "It beats strong baselines in science, tool use and LiveCodeBench v6 programming.", (BEATS,), ""),
        ("core_claim", "SDPO distils the better predictions into the policy without any outside reward model.", (SHOWS,), ""),
        ("mechanism", "The model is shown the feedback and predicts again as its own teacher.", (SHOWS,), ""),
        ("consequences", "At test time it finds solutions to hard problems with 3x fewer attempts.", (BEATS,), ""),
        ("editorial", "A model that serves as its own teacher may carry over the habits that caused the failed attempt.", (SHOWS, FAILS), ""),
        ("editorial", "The same feedback could help wherever error messages say why an attempt failed.", (FAILS,), ""),
        ("load_bearing_premise", "Error messages and judges often say why an attempt failed.", (FAILS,), ""),
        ("falsifier", "A run on the same programming tasks in which the baselines need no more attempts would settle it.", (BEATS,), ""),
    ],
    "referee": [
        ("summary", "SDPO shows the model this feedback and lets it predict again as its own teacher.", (SHOWS,), ""),
        ("summary", "It beats strong baselines in science, tool use and LiveCodeBench v6 programming.", (BEATS,), ""),
        ("significance", "If it holds, feedback that most environments give anyway would replace an outside reward model.", (SHOWS,), ""),
        ("major", "How far the better predictions are better because of the feedback is open in what was read; a run without it would close the point.", (SHOWS,), ""),
        ("major", "Which baselines were strong, and how they were chosen, decides what the gain in programming means.", (BEATS,), ""),
        ("minor", "The term feedback covers both error messages and judges, and the two may differ.", (FAILS, SHOWS), ""),
    ],
    "rebuttal": [
        ("rebuttal", "comparing the predictions made with and without the feedback.", (SHOWS,), "major.1"),
        ("rebuttal", "The authors could answer by listing how the baselines were tuned.", (BEATS,), "major.2"),
        ("rebuttal", "setting apart what error messages and what judges contribute", (FAILS,), "minor.1"),
    ],
    "circularity": [
        ("circularity", "The teacher is the model itself, and its better predictions are what the policy is judged by.", (SHOWS, BEATS), "definition"),
    ],
    "ledger": [
        ("parameters", "It beats strong baselines in LiveCodeBench v6 programming.", (BEATS,), "LiveCodeBench v6"),
        ("axioms", "Error messages and judges often say why an attempt failed.", (FAILS,), ""),
        ("entities", "SDPO lets the model predict again as its own teacher.", (SHOWS,), "SDPO"),
    ],
    "verdict": [
        ("verdict", "The gain over strong baselines in programming is stated without its size in what was read.", (BEATS,), "reason"),
        ("verdict", "A comparison on equal attempts would change it.", (BEATS,), "change"),
        ("keywords", "reinforcement learning", (FAILS,), ""),
        ("keywords", "verifiable rewards", (FAILS,), ""),
        ("keywords", "LiveCodeBench v6", (BEATS,), ""),
    ],
}  # fmt: skip
CHINESE: dict[str, list[Row]] = {
    "reading": [
        ("pith", "SDPO 让模型充当自己的教师，并把更好的预测蒸馏到策略中。", (SHOWS,), ""),
        ("reading", "强化学习通常只告诉模型一次尝试是否失败。", (FAILS,), ""),
        ("reading", "SDPO 向模型展示反馈，让模型再次预测。", (SHOWS,), ""),
        ("reading", "它在 LiveCodeBench v6 编程上优于强基线。", (BEATS,), ""),
        ("core_claim", "SDPO 把更好的预测蒸馏到策略中。", (SHOWS,), ""),
        ("mechanism", "模型看到反馈后，作为自己的教师再次预测。", (SHOWS,), ""),
        ("consequences", "它在测试时解决困难问题。", (BEATS,), ""),
        ("editorial", "模型作为自己的教师，可能延续导致失败的习惯。", (SHOWS, FAILS), ""),
        ("load_bearing_premise", "错误和评判往往说明原因。", (FAILS,), ""),
        ("falsifier", "若基线在同样的编程任务上不需要更多尝试，这一论断就不成立。", (BEATS,), ""),
    ],
    "referee": [
        ("summary", "SDPO 向模型展示反馈，让模型再次预测。", (SHOWS,), ""),
        ("significance", "若成立，环境中的反馈可以代替外部奖励模型。", (SHOWS,), ""),
        ("major", "就所读内容而言，预测变好有多少来自反馈尚不清楚；去掉反馈再做一次可以回答。", (SHOWS,), ""),
        ("minor", "反馈既指错误信息，也指评判，两者可能不同。", (FAILS, SHOWS), ""),
    ],
    "rebuttal": [
        ("rebuttal", "作者可以这样回应：比较有反馈与无反馈时的预测。", (SHOWS,), "major.1"),
        ("rebuttal", "分别说明错误信息与评判的作用", (FAILS,), "minor.1"),
    ],
    "circularity": [
        ("circularity", "教师就是模型自己，而策略又以其预测来评判。", (SHOWS, BEATS), "definition"),
    ],
    "ledger": [
        ("parameters", "它在 LiveCodeBench v6 编程上优于强基线。", (BEATS,), "LiveCodeBench v6"),
        ("axioms", "错误和评判往往说明原因。", (FAILS,), ""),
        ("entities", "SDPO 让模型充当自己的教师。", (SHOWS,), "SDPO"),
    ],
    "verdict": [
        ("verdict", "就所读内容而言，编程上的增益大小并不清楚。", (BEATS,), "reason"),
        ("verdict", "在相同尝试次数下的比较会改变结论。", (BEATS,), "change"),
        ("keywords", "LiveCodeBench v6", (BEATS,), ""),
        ("keywords", "reward model", (SHOWS,), ""),
    ],
}  # fmt: skip


def sentences(request: dict[str, Any]) -> dict[int, str]:
    """The numbered sentences a request holds."""
    return {int(n): text for n, text in _LINE.findall(request["messages"][-1]["content"])}


def stage(request: dict[str, Any]) -> str:
    """The stage a request is for."""
    asked = request["messages"][-1]["content"]
    return next(name for words, name in _STAGES.items() if words in asked.split("\nDATA-")[0])


def is_repair(request: dict[str, Any]) -> bool:
    """Whether it asks for statements anew."""
    return "You have answered this before" in request["messages"][-1]["content"]


def told(
    rows: Iterable[Row], request: dict[str, Any], verdict: str = "conditional"
) -> dict[str, Any]:
    """An answer, its evidence as numbers; in the last stage with a verdict."""
    there = sentences(request)
    said: dict[str, Any] = {
        "statements": [
            {
                "number": number, "part": part, "text": text, "label": label,
                "evidence": [n for words in on for n, one in there.items() if words in one],
            }
            for number, (part, text, on, label) in enumerate(rows, start=1)
        ]
    }  # fmt: skip
    return {"verdict": verdict, **said} if stage(request) == "verdict" else said


def review(request: dict[str, Any], _: int = 0) -> Say:
    """What the scripted model says of the paper, in the language asked for."""
    chinese = "Simplified Chinese" in request["messages"][-1]["content"]
    rows = (CHINESE if chinese else ENGLISH)[stage(request)]
    return Say(json.dumps(told(rows, request), ensure_ascii=False), usage=(700, 150))
