"""What requests to models cost, by the price list that genai-prices brings along.

Never asks the network. A server that is not its maker's has no price we know: None, not 0.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from academichub.store.answers import Amount

if TYPE_CHECKING:
    from genai_prices.types import AbstractUsage

    from academichub.llm.naming import Named

_MICRO = Decimal(1_000_000)


def most(request: bytes, tokens: int, model: Named) -> Amount:
    """The most a request may take: no token is shorter than a byte.

    Args:
        request: the request as sent, or longer.
        tokens: the most its answer may have.
        model: who is asked.
    """
    from genai_prices import Usage

    usage = Usage(input_tokens=len(request), output_tokens=tokens)
    return Amount(len(request), tokens, cost(usage, model))


def micro(dollars: float) -> int:
    """Millionths of a dollar."""
    return int(Decimal(str(dollars)) * _MICRO)


def cost(usage: AbstractUsage, model: Named) -> int | None:
    """Millionths of a US dollar, rounded up; None where nobody states a price."""
    if not model.own:
        return None
    from genai_prices import calc_price

    try:
        price = calc_price(usage, model.name, provider_api_url=model.address)
    except (LookupError, ValueError):
        return None
    return int((price.total_price * _MICRO).to_integral_value(rounding=ROUND_CEILING))
