"""A group of commands one of which is meant where none is named."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem


class DefaultGroup(click.Group):
    """A group in which `group PAGE` means `group DEFAULT PAGE`; commands are listed in the order of their making."""

    def __init__(self, *args: Any, default: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that begin with no command and no option of the group."""
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        completing = ctx.resilient_parsing and not args
        if not completing and (not args or args[0] not in own.union(self.commands)):
            self._refuse_typo(args[:1])
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def _refuse_typo(self, words: list[str]) -> None:
        """Say which command may be meant by a word that is no file either."""
        for word in words:
            near = get_close_matches(word, self.commands, 1, 0.75)
            if near and not word.startswith("-") and not Path(word).exists():
                raise click.UsageError(f"No command and no file {word!r}. Did you mean {near[0]!r}?")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands in the order in which they were added."""
        return list(self.commands)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and files, which the default command takes."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]
