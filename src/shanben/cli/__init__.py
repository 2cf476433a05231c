"""The command `clean-text`: documents in, clean text, records, differences and explanations out.

Data goes to standard output (or to the file of `-o`), everything else to standard error. Exit codes: 0 all went well,
1 `check`, `diff` or `verify` found something, 2 the command line, the configuration, a rule file or the output is wrong,
3 a document could not be read or cleaned, 130 interrupted.

The modules of this package import click alone; the cleaner and numpy are imported when there is something to clean.
"""

from __future__ import annotations

import os
import sys

import click

from shanben.cli.check import check
from shanben.cli.clean import clean
from shanben.cli.completion import completion
from shanben.cli.diff import diff
from shanben.cli.explain import explain
from shanben.cli.export import export
from shanben.cli.group import DefaultGroup
from shanben.cli.inspect import inspect
from shanben.cli.learn import learn
from shanben.cli.report import report
from shanben.cli.restore import restore
from shanben.cli.rules import rules
from shanben.cli.run import run
from shanben.cli.verify import verify
from shanben.errors import ShanbenError
from shanben.version import __version__

WRONG = 2
INTERRUPTED = 130
BROKEN_PIPE = 141


@click.group(
    cls=DefaultGroup,
    default="clean",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  clean-text page.html                      the clean text of a page
  curl -s https://example.org | clean-text  the same from a pipe
  clean-text explain page.html              what was changed, and why
  clean-text clean --help                   all options
  clean-text --version                      the version
""",
)
@click.version_option(__version__, prog_name="clean-text")
def command() -> None:
    """Clean text from crawled documents, with the provenance of every character.

    Without a COMMAND, `clean` is meant: `clean-text PAGE` just works.
    """


for each in (clean, run, export, check, diff, explain, inspect, learn, report, restore, verify, rules, completion):
    command.add_command(each)


def main() -> None:
    """Run the command as a program: no input ends in a traceback."""
    colour = False if os.environ.get("NO_COLOR") else None
    try:
        raise SystemExit(command(prog_name="clean-text", standalone_mode=False, color=colour))
    except click.ClickException as error:
        error.show()
        raise SystemExit(WRONG) from None
    except ShanbenError as error:
        click.echo(f"clean-text: {error}", err=True)
        raise SystemExit(WRONG) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has gone, `head` for one: end quietly, as programs do that the signal ends.
        _write_no_more()
        raise SystemExit(BROKEN_PIPE) from None
    except OSError as error:  # of files, those that read and write them have told
        _write_no_more()
        click.echo(f"clean-text: cannot write {error.filename or 'standard output'}: {error.strerror}", err=True)
        raise SystemExit(WRONG) from None


def _write_no_more() -> None:
    """Let what is left for standard output go nowhere, so that the end of the program does not fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
