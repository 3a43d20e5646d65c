"""What a start is measured against: the least that a command made with Typer can do."""

import typer

app = typer.Typer()


@app.command()
def main(name: str = "World") -> None:
    print(f"Hello {name}")


if __name__ == "__main__":
    app()
