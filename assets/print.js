/* Paper: charts are laid out anew for its width; every sheet says what it is, when, of which store. */
(function () {
    "use strict";

    var WIDTH = 680; // pixels between the margins of A4, as theme.css sets them
    var ALONE = 600, BESIDE = 290; // the most a chart is high: one fits a sheet with its words, of several two
    var ROW = 19, AROUND = 76; // what a named row needs, and the axes
    var before = [];
    var sheet = null;

    function quoted(text) {
        return "\"" + text.replace(/\s+/g, " ").trim().replace(/["\\]/g, "\\$&") + "\"";
    }

    function textOf(selector) {
        var found = document.querySelector(selector);
        return found ? found.textContent : "";
    }

    /* Margin boxes cannot read the page: what they say is written when it is printed. */
    function head() {
        var now = new Date();
        var day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) {
            return String(part).padStart(2, "0");
        }).join("-");
        var scope = textOf("main .scope").slice(0, 60);
        var title = [textOf("main h1"), scope].filter(Boolean).join(" · ");
        var foot = document.querySelector(".foot [data-store]");
        var store = foot ? "mingcha " + foot.dataset.store : "";
        sheet = document.createElement("style");
        sheet.textContent = "@page { @top-left { content: " + quoted(title) + "; font-size: 8pt; }" +
            " @bottom-left { content: " + quoted([day, store].filter(Boolean).join(" · ")) + "; font-size: 8pt; }" +
            " @bottom-right { content: counter(page) \" / \" counter(pages); font-size: 8pt; } }";
        document.head.appendChild(sheet);
    }

    /* A chart of many rows stays readable, whatever else is on the sheet. */
    function highest(layout, isAlone) {
        var rows = layout.yaxis && layout.yaxis.tickvals || [];
        return isAlone ? ALONE : rows.length ? ROW * rows.length + AROUND : BESIDE;
    }

    function lay() {
        if (sheet) {
            return;
        }
        head();
        var charts = Array.from(document.querySelectorAll(".js-plotly-plot")).filter(function (chart) {
            return window.Plotly && chart._fullLayout && chart.offsetParent;
        });
        charts.forEach(function (chart) {
            var layout = chart._fullLayout;
            before.push([chart, layout.width, layout.height, chart.layout.autosize]);
            window.Plotly.relayout(chart, { width: WIDTH, height: Math.min(layout.height, highest(layout, charts.length === 1)), autosize: false });
        });
    }

    function restore() {
        if (sheet) {
            sheet.remove();
            sheet = null;
        }
        before.splice(0).forEach(function (kept) {
            window.Plotly.relayout(kept[0], { width: kept[1], height: kept[2], autosize: kept[3] !== false });
        });
    }

    window.addEventListener("beforeprint", lay);
    window.addEventListener("afterprint", restore);
    window.matchMedia("print").addEventListener("change", function (event) {
        return event.matches ? lay() : restore();
    });
})();
