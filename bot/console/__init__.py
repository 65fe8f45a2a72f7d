"""The counsellors' console: pages made on the server, under `/console/`, that need no script.

How to add a page:

1. Queries go to `bot/catalogue/queries/…` and take `visible`, the sites of whoever asks (`None`: all of them);
   what is not visible is not there. Pages that show what people wrote take `Caller.entrusted` instead.
2. A module of `bot/console` holds `routes = Routes()` and its handlers. A decorator tells the method, the path below
   `/console`, the least role and what else the guard enforces (`bot.console.routes.Rule`); `menu="…"` puts it in the
   navigation. A path with `{site}` is refused to those who do not see that site::

       @routes.get("/agenda", Role.READER, menu="Agenda")
       async def listing(request: web.Request) -> web.Response:
           caller = caller_of(request)
           async with database(request) as session: ...
           return page(request, "agenda.html", title="Agenda", ...)

3. Add `module.routes` to `bot.console.app.PAGES`. The template goes to `bot/console/templates`, begins with
   `{% extends "base.html" %}` and fills `main`; forms are `bot.console.forms.Form`, written with the macros of
   `forms.html`: `{{ csrf() }}` in each form, `{{ field(form.title) }}` for a field with its label and errors.
4. A handler that changes something ends with `audit.record(...)` in the same transaction, then
   `say(request, "…")` and `raise web.HTTPSeeOther(…)`.
5. The tests of `tests/console/test_matrix.py` and `test_pages.py` take every route of the table; a new name in
   a path is added to their `EXAMPLES`.
"""
