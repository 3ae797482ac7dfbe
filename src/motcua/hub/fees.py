"""Whether a fee is due, from an amount or from the national exchange's list of fees."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

_AMOUNT_KEYS = ("Gia", "gia", "SoTien", "soTien", "amount")


def fees_due(frame: pl.DataFrame) -> pl.Series:
    """1 where `fee_amount` or a price in `fee_list` is above zero, else 0."""
    amount = frame["fee_amount"].str.replace_all(r"[^\d]", "").cast(pl.Int64, strict=False).fill_null(0) > 0
    lists = frame["fee_list"]
    if lists.null_count() == len(lists):
        return amount.cast(pl.Int64).rename("fee")
    priced = {text: int(_has_price(text)) for text in lists.drop_nulls().unique()}
    listed = lists.replace_strict(priced, default=0, return_dtype=pl.Int64)
    return (amount | (listed > 0)).cast(pl.Int64).rename("fee")


def _has_price(text: str) -> bool:
    try:
        return _price(json.loads(text)) > 0
    except ValueError:
        return False


def _price(value: Any) -> int:
    if isinstance(value, list):
        return sum(_price(item) for item in value)
    if isinstance(value, dict):
        return sum(_number(value[key]) for key in _AMOUNT_KEYS if key in value)
    return 0


def _number(value: Any) -> int:
    digits = "".join(sign for sign in str(value).split(".0")[0] if sign.isdigit())
    return int(digits or 0)
