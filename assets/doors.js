/* A chart is a door: a click on a bar, point, segment or flow opens what stands behind it. */
(function () {
    "use strict";

    var touched = ""; // on a touch the first tap tells, the second opens

    /* Each thing drawn names its address in its trace's customdata. */
    function hrefOf(point) {
        var data = point && point.customdata;
        var href = Array.isArray(data) ? data[data.length - 1] : data;
        return typeof href === "string" && href.charAt(0) === "/" ? href : "";
    }

    function go(href) {
        window.history.pushState({}, "", href);
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        window.scrollTo(0, 0);
    }

    function onClick(event) {
        var href = hrefOf(event.points && event.points[0]);
        var pointer = event.event || {};
        if (!href) {
            return;
        }
        if (pointer.pointerType === "touch" && touched !== href) {
            touched = href;
            return;
        }
        if (pointer.ctrlKey || pointer.metaKey || window.top !== window) {
            window.open(href, "_blank", "noopener");
            return;
        }
        go(href);
    }

    function point(chart, isDoor) {
        chart.classList.toggle("is-door", isDoor);
    }

    function open(chart) {
        if (chart.dataset.door || !chart.on) {
            return;
        }
        chart.dataset.door = "yes";
        chart.on("plotly_click", onClick);
        chart.on("plotly_hover", function (event) {
            point(chart, Boolean(hrefOf(event.points && event.points[0])));
        });
        chart.on("plotly_unhover", function () {
            point(chart, false);
        });
    }

    /* Charts come and go with the page; a chart that is drawn anew keeps its doors. */
    new window.MutationObserver(function () {
        document.querySelectorAll(".js-plotly-plot").forEach(open);
    }).observe(document.documentElement, { childList: true, subtree: true });
})();
