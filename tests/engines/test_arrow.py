"""The contract of clean_batch: rows, order and columns kept, one schema, and no row that makes it raise."""

import pytest

import shanben
from shanben import Config, SourceError, restore
from shanben.io import Fields

pa = pytest.importorskip("pyarrow")
arrow = pytest.importorskip("shanben.engines.arrow")
schema = pytest.importorskip("shanben.io.schema")

TEXTS = ["版權所有 © 某某網\n\n春天來了,萬物生長。", None, "", "a\u200bb", "京ICP备00000000号-1"]
STATUS = ["ok", "failed", "dropped", "ok", "dropped"]
TYPES = [
    pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(),
    pa.dictionary(pa.int32(), pa.string()), pa.dictionary(pa.int8(), pa.large_binary()),
]  # fmt: skip


@pytest.mark.parametrize("kind", TYPES, ids=str)
@pytest.mark.parametrize("whole", [pa.table, pa.record_batch])
def test_every_type_of_text(kind, whole):
    texts = [text and text.encode() if "binary" in str(kind) else text for text in TEXTS]
    batch = whole({"crawl": list("abcde"), "text": pa.array(texts, kind), "source": range(5)})
    cleaned = arrow.clean_batch(batch)
    cleaned.validate(full=True)
    assert type(cleaned) is type(batch)
    assert cleaned.schema == arrow.output_schema(batch.schema)
    assert cleaned.column("status").to_pylist() == STATUS
    assert cleaned.column("text").to_pylist() == ["春天來了,萬物生長。", "", "", "ab", ""]
    assert cleaned.column("crawl").to_pylist() == list("abcde")
    assert cleaned.column("input_source").to_pylist() == list(range(5))


COLUMNS = {
    "run ends": lambda: pa.RunEndEncodedArray.from_arrays(pa.array([2, 3], pa.int32()), pa.array(["文。", "a\u200bb"])),
    "bytes of one size": lambda: pa.array(["文".encode(), b"abc", "字".encode()], pa.binary(3)),
    "an extension": lambda: pa.ExtensionArray.from_storage(pa.json_(pa.utf8()), pa.array(['"文。"', "1", '"a\u200bb"'])),
    "nulls": lambda: pa.nulls(3),
}


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("run ends", ["文。", "文。", "ab"]),
        ("bytes of one size", ["文", "abc", "字"]),
        ("an extension", ['"文。"', "1", '"ab"']),
        ("nulls", [""] * 3),
    ],
)
@pytest.mark.parametrize("whole", [pa.table, pa.record_batch])
def test_columns_of_rarer_types(name, texts, whole):
    cleaned = arrow.clean_batch(whole({"text": COLUMNS[name]()}))
    assert cleaned.column("text").to_pylist() == texts
    assert set(cleaned.column("status").to_pylist()) == {"failed" if name == "nulls" else "ok"}


def test_rows_are_records():
    config = Config(provenance="full")
    table = arrow.clean_batch(pa.table({"text": TEXTS[:1], "id": ["7"]}), config=config)
    record = schema.to_record(table.slice(0, 1).select(schema.record_schema().names).to_pylist()[0])
    expected = shanben.clean(TEXTS[0], config=config).to_dict()
    assert record["source"].pop("record") == "7"
    del expected["source"]["record"]
    assert record == expected
    assert restore(record) == TEXTS[0]


def test_the_schema_has_the_columns_of_the_record():
    document = shanben.clean(b"<title>t</title><p>\xff\xfe", config=Config(provenance="full"))
    assert schema.record_schema().names == list(document.to_dict())


def test_what_is_known_of_a_row():
    page = "<p>春天來了。</p>".encode("big5")
    table = pa.table({"html": [page], "link": ["http://e.org"], "type": ["text/html; charset=big5"], "id": [1]})
    cleaned = arrow.clean_batch(table, fields=Fields(text="html", url="link", media_type="type"))
    assert cleaned.column_names[:4] == ["link", "type", "input_id", "id"]
    source = cleaned["source"][0].as_py()
    assert (cleaned["text"][0].as_py(), source["uri"], source["record"]) == ("春天來了。", "http://e.org", "1")


def test_no_rows_many_rows_and_chunks():
    assert arrow.clean_batch(pa.table({"text": pa.array([], pa.string())})).num_rows == 0
    assert arrow.clean_batch(pa.record_batch({"text": pa.array([], pa.string())})).num_rows == 0
    table = pa.table({"text": pa.chunked_array([[f"{n}" for n in range(900)], [f"{n}" for n in range(900, 2100)]])})
    assert arrow.clean_batch(table)["text"].to_pylist() == [str(n) for n in range(2100)]
    assert arrow.clean_batch(table.combine_chunks().to_batches()[0]).num_rows == 2100


def test_text_that_is_not_utf_8():
    offsets, data = pa.py_buffer(b"\0\0\0\0\4\0\0\0\6\0\0\0"), pa.py_buffer("中文".encode("gbk") + b"ab")
    column = pa.Array.from_buffers(pa.string(), 2, [None, offsets, data])
    cleaned = arrow.clean_batch(pa.table({"text": column}))
    assert cleaned["decode"][0].as_py()["encoding"] is not None
    assert cleaned["text"][1].as_py() == "ab"


def test_lone_surrogates_in_what_was_removed():
    record = shanben.clean("a\ud800b😀", config=Config(provenance="full")).to_dict()
    columns = schema.to_columns([schema.to_row(record)])
    assert columns[schema.record_schema().names.index("removed")].to_pylist() == ["\ufffd"]


def test_a_poisoned_row(monkeypatch):
    def poisoned(self, source, **more):
        if source == "poison":
            raise RuntimeError("poisoned")
        return clean(self, source, **more)

    clean = shanben.Cleaner.clean
    monkeypatch.setattr(shanben.Cleaner, "clean", poisoned)
    cleaned = arrow.clean_batch(pa.table({"text": ["文。"] * 500 + ["poison"] + ["文。"] * 499}))
    assert cleaned["status"].to_pylist() == ["ok"] * 500 + ["failed"] + ["ok"] * 499
    assert cleaned["reason"][500].as_py() == "RuntimeError: poisoned"


def test_wrong_columns():
    with pytest.raises(SourceError, match="no column 'text'; known: body"):
        arrow.clean_batch(pa.table({"body": ["a"]}))
    with pytest.raises(SourceError, match="holds int64, neither text nor bytes"):
        arrow.clean_batch(pa.table({"text": [1]}))


def test_a_stream_flows():
    seen = []

    def batches():
        for number in range(5):
            seen.append(number)
            yield pa.record_batch({"text": [f"{number}a\u200b"] * 10})

    source = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())
    reader = arrow.clean_stream(source, rows=4)
    assert reader.read_next_batch().column("text").to_pylist() == ["0a"] * 4
    assert seen == [0]
    assert reader.read_all().num_rows == 46
    assert arrow.clean_stream(pa.table({"text": TEXTS})).read_all()["status"].to_pylist() == STATUS
