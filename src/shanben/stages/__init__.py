"""The rooms that a text flows through. A stage looks at a `View` and returns an `Outcome`; it knows no other stage."""
