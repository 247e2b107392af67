"""The same counts chart as a Streamlit page: what `/counts` is measured against.

It asks the same store through the same code for the same figures and draws the same chart; what
differs is only who serves it. Store and figures are kept between runs, as Streamlit advises.
With `-- frozen` the modules that are loaded are taken out of the collection of garbage, which
Streamlit asks for after every run of a script and which costs most of its time here.
"""

from __future__ import annotations

import gc
import sys
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

from components.answers import Answer
from components.pages.questions import answer
from components.view import View
from pipelines.settings import settings
from pipelines.store.store import Store


@st.cache_resource
def _store() -> Store:
    if "frozen" in sys.argv:
        gc.collect()
        gc.freeze()
    return Store(settings().store)


@st.cache_resource
def _drawn(search: str) -> tuple[str, str, str, go.Figure] | None:
    found = answer(_store(), View.parse("/counts", search))
    if not isinstance(found, Answer):
        return None
    chart = go.Figure(found.chart(is_narrow=False))
    return found.question, found.sentence, found.coverage, chart


drawn = _drawn("?" + urlencode(st.query_params.to_dict()))
if drawn is None:
    st.write("nothing")
else:
    question, sentence, coverage, figure = drawn
    st.title(question)
    st.write(sentence)
    st.plotly_chart(figure, theme=None)
    st.caption(coverage)
