"""The kernel of discord: the same compiled and not; a text by itself costs what it costs beside others."""

from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.kernels import spelling
from shanben.language import fold, model

_PLAIN = interpreted("spelling")
_TABLES = model().spelling._tables
_TEXTS = st.text(max_size=12) | st.text("善本 aeéßñžжщ\u0301", max_size=12)


@given(st.lists(_TEXTS, min_size=1, max_size=4))
def test_compiled_and_interpreted_find_the_same(texts: list[str]) -> None:
    starts = [sum(len(text) + 2 for text in texts[:at]) for at in range(len(texts))]
    found = spelling.discords(fold("  ".join(texts)).data, starts, *_TABLES)
    assert found == _PLAIN.discords(fold("  ".join(texts)).data, starts, *_TABLES)
    for at, text in enumerate(texts):
        around = ("  " if at else "", "  " if at + 1 < len(texts) else "")
        assert found[at] == spelling.discords(fold(text.join(around)).data, [len(around[0])], *_TABLES)[0]
