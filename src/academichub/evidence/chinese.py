"""Names in Chinese sentences: what stands between words of grammar and ends with the head of a name.

Works without a dictionary of words; a name that no head ends is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from academichub.symbols import words

_HEADS = {
    "M": "模型|算法|方法|网络|框架|学习|机制|架构|变换|回归|滤波|滤波器|蒸馏|编码器|解码器|仿真|模拟|疗法|治疗|注意力|聚类|"
    "优化器|控制器|分类器|光谱法|色谱法|测序|成像|理论|近似|采样|微调|预训练|量化|剪枝",
    "T": "识别|检测|分类|分割|预测|估计|重建|生成|翻译|检索|定位|跟踪|规划|诊断|推荐|摘要|问答|推理|配准|去噪|调度|筛查",
    "D": "数据集|语料库|数据库|基准|队列|测试集|样本库",
    "S": "材料|合金|薄膜|晶体|氧化物|聚合物|半导体|超导体|绝缘体|陶瓷|催化剂|纳米管|纳米颗粒|水凝胶|电解质|量子点",
    "U": "准确率|精确率|召回率|正确率|误差|温度|强度|效率|死亡率|发病率|患病率|速率|系数|密度|浓度|分辨率|灵敏度|特异度|成功率|"
    "吞吐量|延迟|功率|电导率",
    "O": "蛋白|蛋白质|基因|细胞|病毒|疾病|综合征|癌|肿瘤|星系|恒星|行星|黑洞|粒子|方程|机器人|电池|血压|肺炎|糖尿病|流形|算子|"
    "代数|哈密顿量|中子星|引力波|中微子|冠状病毒|受体|抗体|细菌|小鼠",
}
_ALONE = words(
    "石墨烯 钙钛矿 深度学习 机器学习 强化学习 糖尿病 引力波 中微子 准确率 召回率 冠状病毒 中子星 死亡率"
)
_LETTERS = {head: letter for letter, heads in _HEADS.items() for head in heads.split("|")} | {
    "石墨烯": "S",
    "钙钛矿": "S",
}
_HEAD = "|".join(sorted(_LETTERS, key=len, reverse=True))
_NAME = re.compile(rf"[\u4e00-\u9fff]{{0,12}}(?:{_HEAD})")
_LAST = re.compile(rf"(?:{_HEAD})$")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_STOP = re.compile(
    "的|了|在|对(?![比抗称话齐])|将|用于|应用|用(?!户)|于|和(?!谐)|与|以及|及|或|等|是|为(?!主)|从|到|由|被|把|中(?![文国子微心枢风性])|"
    "上(?!下|皮)|其|该|本文|本研究|我们|提出|一种|一个|一类|一套|两种|三种|多种|各种|几种|基于|通过|利用|使用|采用|进行|实现|有效|新的|"
    "新型|提高|提升|降低|减少|增加|具有|可以|能够|能(?![量级谱])|并|且|而|但(?!是)|这|那|所(?!有)|给出|研究|实验|结果|表明|证明|显示|优于|"
    "不同|现有|传统|针对|关于|结合|引入|构建|设计|建立|分别|均(?!值|衡|匀)|都(?!市)|更|最(?!优|小|大)|较|显著|达到|约(?!束)|超过|相比|上述|随着|"
    "目前|近年来|然而|因此|此外|同时|首先|然后|最后|解决|问题|存在|需要|面向|影响|导致|引起|发现|考虑|计算了|分析|改进|训练|评估|比较|"
    "患者|具体|主要|重要|广泛|完成|取得|获得|得到|包括|包含|作为|以(?!太)|也|还|又|只|不|没有|有(?![限机序监源效])|无法|如何|什么|之间|之"
)
_FEWEST = 2


class Han(NamedTuple):
    """A name at its place; ``letter`` is that of its head."""

    start: int
    end: int
    letter: str


def names(text: str) -> Iterator[Han]:
    """The names of *text* in Chinese characters, in order."""
    for run in _RUN.finditer(text):
        start = run.start()
        for stop in _STOP.finditer(text, run.start(), run.end()):
            yield from _name(text, start, stop.start())
            start = stop.end()
        yield from _name(text, start, run.end())


def _name(text: str, start: int, end: int) -> Iterator[Han]:
    match = _NAME.match(text, start, end)
    if not match:
        return
    head = _head(match[0])
    if match[0] in _ALONE or len(match[0]) - len(head) >= _FEWEST:
        yield Han(match.start(), match.end(), _LETTERS[head])


def _head(name: str) -> str:
    found = _LAST.search(name)
    return found[0] if found else ""


def behind(word: str) -> str:
    """The letter of the head that *word* begins with, or ``""``: it says what a Latin name before it is."""
    match = re.match(_HEAD, word)
    return _LETTERS[match[0]] if match else ""
