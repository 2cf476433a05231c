"""What finding an encoding costs, each figure beside decoding by the codec that is right: python tests/bench/decode.py.

The texts are a few sentences over and over, in lines of twelve, each time in another order.
"""

from __future__ import annotations

import random

from core import best

from shanben.stages.decode import decode

SENTENCES = {
    "hans": ["旧书摊在巷口摆了三十年", "摊主每天清晨把书搬出来晒太阳", "来买书的人多半只是翻一翻", "下雨的日子他便关门读书"],
    "hant": ["舊書攤在巷口擺了三十年", "攤主每天清晨把書搬出來曬太陽", "來買書的人多半只是翻一翻", "下雨的日子他便關門讀書"],
    "ja": [
        "古本屋は路地の入り口にあります",
        "店主は毎朝、本を並べています",
        "客はたいてい立ち読みをするだけです",
        "雨の日は店を閉めて本を読みます",
    ],
    "ko": [
        "헌책방은 골목 입구에 있습니다",
        "주인은 아침마다 책을 내놓습니다",
        "손님은 대개 책장을 넘겨 볼 뿐입니다",
        "비가 오면 문을 닫고 책을 읽습니다",
    ],
    "fr": [
        "La librairie est à l’entrée de la ruelle",
        "Le libraire sort ses livres chaque matin d’été",
        "Il ferme quand il pleut et relit ses préférés",
    ],
}
ENCODINGS = {"utf-8": "hans", "gb18030": "hans", "big5": "hant", "cp932": "ja", "cp949": "ko", "cp1252": "fr"}
SIZES = (4_000, 200_000)


def documents(language: str, encoding: str, size: int) -> list[bytes]:
    """A megabyte of documents of about `size` bytes."""
    order = random.Random(size)
    result = []
    for _ in range(max(1, 1_000_000 // size)):
        lines: list[str] = []
        while sum(map(len, lines)) * 2 < size:
            lines.append(" ".join(order.choices(SENTENCES[language], k=12)))
        result.append("\n".join(lines).encode(encoding))
    return result


def main() -> None:
    """Print the figures."""
    for encoding, language in ENCODINGS.items():
        for size in SIZES:
            data = documents(language, encoding, size)
            total = sum(map(len, data)) / 1e6
            ours = best(lambda data=data: [decode(document) for document in data])
            codec = best(lambda data=data: [document.decode(encoding, "replace") for document in data])
            print(
                f"{encoding:8s} {size:7d} bytes {total / ours:7.1f} MB/s, {ours / codec:6.1f} times the time of the codec alone"
            )


if __name__ == "__main__":
    main()
