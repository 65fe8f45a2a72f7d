"""A host's pages, on an origin of their own: plain, with a strict policy, with an old framework, of one page only."""

from __future__ import annotations

from aiohttp import web

STRICT = (
    "default-src 'none'; script-src {service}; connect-src {service}; style-src 'none'; img-src 'none'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HOSTILE_CSS = """
* { font-family: cursive !important; color: lime !important; text-transform: uppercase !important; display: inline; }
html { font-size: 62.5%; } body { line-height: 3; text-align: right; }
button { display: none !important; } div { position: static !important; transform: scale(.5); }
orisoin-widget { display: none; opacity: 0; visibility: hidden; }
"""
# Habits of libraries of 2008: names on the prototypes, which appear in every `for … in`.
_OLD_FRAMEWORK = """
Array.prototype.each = function (act) { for (var i = 0; i < this.length; i++) act(this[i]); };
Array.prototype.contains = function (what) { return this.indexOf(what) > -1; };
Object.prototype.extend = function (other) { for (var key in other) this[key] = other[key]; return this; };
String.prototype.strip = function () { return this.replace(/^\\s+|\\s+$/g, ""); };
Function.prototype.bind = function (that) { var self = this; return function () { return self.apply(that, arguments); }; };
window.$ = function (id) { return document.getElementById(id); };
"""
_LONG = "".join(f"<p>Paragraphe {number} de la page qui accueille l'assistant.</p>" for number in range(60))


def _tag(service: str, attributes: str = 'data-site="hote"') -> str:
    return f'<script src="{service}/embed/v1.js" {attributes} async></script>'


class Host:
    """The pages, once the service's address is known. `seen` counts what the pages asked of this host."""

    def __init__(self) -> None:
        self.service = ""
        self.origin = ""
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        """Listen on loopback."""
        app = web.Application()
        app.router.add_get("/{name}", self._page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.origin = f"http://localhost:{port}"

    async def stop(self) -> None:
        """Close."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _page(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        query = {"site": "hote", **request.query}
        attributes = " ".join(f'data-{key}="{value}"' for key, value in query.items())
        tag, head, body, lang = _tag(self.service, attributes), "", "", "fr"
        headers = {}
        match name:
            case "strict":
                headers["Content-Security-Policy"] = STRICT.format(service=self.service)
            case "twice":
                tag += _tag(self.service)
            case "english":
                lang = "en"
            case "hostile":
                head = f"<style>{_HOSTILE_CSS}</style>"
            case "old":
                head = f"<script>{_OLD_FRAMEWORK}</script>"
            case "one-page":
                body = (
                    "<button id=go>Autre vue</button><script>document.getElementById('go').onclick = () => {"
                    "const fresh = document.createElement('body'); fresh.innerHTML = '<main><h1>Autre vue</h1></main>';"
                    "document.body = fresh; history.pushState({}, '', '/autre-vue'); };</script>"
                )
            case "missing":
                tag = tag.replace("/embed/v1.js", "/embed/absent.js")
        html = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Une agence</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head><body>'
            '<a class="skip" href="#orisoin">Aller à l\'assistant</a>'
            f"<main><h1>Une agence d'essai</h1>{body}<input aria-label='Recherche'>"
            f'<p><a data-orisoin href="{self.service}/chat?site=hote">Poser une question</a></p>'
            f"{_LONG}</main>{tag}</body></html>"
        )
        return web.Response(text=html, content_type="text/html", headers=headers)
