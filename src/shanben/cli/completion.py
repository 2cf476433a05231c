"""`clean-text completion`: what a shell needs to complete the command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(
    epilog="""\b
Examples:
  clean-text completion bash >> ~/.bashrc    complete commands, options and their values
  clean-text completion zsh >> ~/.zshrc
  clean-text completion fish > ~/.config/fish/completions/clean-text.fish
"""
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Write the script that makes a SHELL complete `clean-text`."""
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(ctx.find_root().command, {}, "clean-text", "_CLEAN_TEXT_COMPLETE").source())
