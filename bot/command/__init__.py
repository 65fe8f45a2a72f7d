"""The `orisoin` command. `main` and `setup` use the standard library alone: they run before any environment exists."""
