"""The page's skeleton: the parts that stay while the address changes."""

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.layout.attributes import attributes
from components.layout.place import place_box


def shell(filters: Component) -> html.Div:
    """Return the skeleton; its places are filled when the address is known."""
    return html.Div(
        [
            dcc.Location(id=ids.Shell.URL, refresh="callback-nav"),
            dcc.Store(id=ids.Shell.NARROW),
            html.Button(id=ids.Shell.REDRAW, hidden=True, n_clicks=0),
            html.Header([html.Div(id=ids.Shell.HEADER), place_box()], className="header"),
            filters,
            html.Div(id=ids.Shell.RIBBON),
            html.Main(id=ids.Shell.MAIN, className="main", tabIndex=-1),
            html.Footer(id=ids.Shell.FOOT, className="foot"),
            html.Div(
                id=ids.Shell.LIVE,
                role="status",
                className="unseen",
                **attributes(aria_live="polite"),
            ),
            html.Div(id=ids.Shell.NOTICE, role="alert", className="notice"),
        ],
        className="shell",
    )
