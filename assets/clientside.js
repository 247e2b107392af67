/* What only the browser can do: language of the page, scheme, the filter sheet, pictures to save. */
(function () {
    "use strict";

    var KEEP = "mingcha-scheme";
    var folds = new Set();

    function root() {
        return document.documentElement;
    }

    function language() {
        return new URLSearchParams(window.location.search).get("lang") === "en" ? "en" : "zh";
    }

    function setScheme(scheme) {
        if (scheme) {
            root().setAttribute("data-scheme", scheme);
        }
    }

    function recall() {
        try {
            return window.localStorage.getItem(KEEP);
        } catch (refused) {
            return null;
        }
    }

    function isDark() {
        var chosen = root().getAttribute("data-scheme");
        return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    }

    function switchScheme() {
        var next = isDark() ? "light" : "dark";
        setScheme(next);
        try {
            window.localStorage.setItem(KEEP, next);
        } catch (refused) {
            return;
        }
    }

    function toggleSheet(open) {
        var bar = document.querySelector(".filters");
        var button = document.querySelector(".filters-open");
        if (!bar || !button) {
            return;
        }
        var isOpen = open === undefined ? !bar.classList.contains("is-open") : open;
        bar.classList.toggle("is-open", isOpen);
        root().classList.toggle("has-sheet", isOpen);
        button.setAttribute("aria-expanded", String(isOpen));
        if (!isOpen) {
            button.focus({ preventScroll: true });
        }
    }

    /* A fold left open stays open in the next view: its inside is fetched by opening it anew. */
    function reopen() {
        Array.from(folds).forEach(function (id) {
            var summary = document.getElementById(id);
            if (summary && !summary.parentElement.open) {
                summary.click();
            } else if (summary && summary.parentElement.querySelector(".waiting")) {
                summary.parentElement.open = false;
                summary.click();
            }
        });
    }

    function remember(event) {
        var summary = event.target.querySelector && event.target.querySelector("summary[id]");
        if (summary && event.target.open) {
            folds.add(summary.id);
        } else if (summary && event.target.isConnected) {
            folds.delete(summary.id);
        }
    }

    /* Name every control by its label and let the keyboard stop at the control itself. */
    function nameControls() {
        document.querySelectorAll(".control").forEach(function (control) {
            var button = control.querySelector("button.dash-dropdown");
            var target = control.querySelector(".dash-dropdown-focus-target");
            if (button) {
                var parts = ["-label", "-value", "-value-count"].map(function (part) {
                    return button.id + part;
                });
                var said = parts.filter(function (id) {
                    return document.getElementById(id);
                });
                button.tabIndex = 0;
                button.setAttribute("aria-labelledby", said.join(" "));
            }
            if (target) {
                target.tabIndex = -1;
            }
        });
    }

    /* The bar's controls arrive when they like: before the page, after it, or anew. */
    function watchControls() {
        var bar = document.querySelector(".filters");
        if (bar && !bar.dataset.watched) {
            bar.dataset.watched = "yes";
            new window.MutationObserver(nameControls).observe(bar, { childList: true, subtree: true });
        }
        nameControls();
    }

    function widthOf(text) {
        var width = 0;
        for (var i = 0; i < text.length; i += 1) {
            width += text.charCodeAt(i) > 255 ? 1 : 0.55;
        }
        return width;
    }

    function wrap(text, most) {
        var lines = [];
        var line = "";
        text.split(/(?<=[\u3000-\uffef])|(?<= )/).forEach(function (piece) {
            if (line && widthOf(line + piece) > most) {
                lines.push(line.trim());
                line = "";
            }
            line += piece;
        });
        return lines.concat(line.trim()).filter(Boolean);
    }

    function note(text, y, size, colour, extra) {
        var base = {
            xref: "paper", yref: "paper", x: 0, y: y, xanchor: "left", yanchor: "top",
            align: "left", showarrow: false, text: text, font: { size: size, color: colour }
        };
        return Object.assign(base, extra || {});
    }

    /* The picture that leaves the page carries its question, answer and source. */
    function picture(figure, chart) {
        var said = figure.dataset;
        var width = 1080;
        var layout = JSON.parse(JSON.stringify(chart.layout));
        var answer = wrap(said.sentence, 70);
        var source = wrap(said.source, 84);
        var top = 76 + 22 * answer.length + (layout.legend ? 34 : 0);
        var bottom = 30 + 18 * source.length;
        var margin = layout.margin || {};
        var plot = layout.height || chart.offsetHeight;
        var height = plot + top + bottom;
        var inner = plot - (margin.t || 0) - (margin.b || 0);
        var above = function (pixels) { return 1 + (((margin.t || 0) + top) - pixels) / inner; };
        layout.width = width;
        layout.height = height;
        layout.autosize = false;
        layout.paper_bgcolor = "#FBFAF7";
        layout.plot_bgcolor = "#FBFAF7";
        layout.margin = Object.assign({}, margin, {
            t: (margin.t || 0) + top, b: (margin.b || 0) + bottom, l: Math.max(margin.l || 0, 24)
        });
        if (layout.legend) {
            layout.showlegend = true;
            Object.assign(layout.legend, {
                xref: "paper", x: 0, yref: "paper", y: 1 + ((margin.t || 0) + 4) / inner,
                yanchor: "bottom"
            });
        }
        var edge = chart._fullLayout ? chart._fullLayout._size.l : margin.l || 0;
        var left = { xref: "paper", x: 0, xshift: 24 - Math.max(edge, 24) };
        layout.annotations = (layout.annotations || []).concat([
            note("<b>" + said.title + "</b>", above(18), 22, "#1D2327", left),
            note(said.scope, above(48), 12, "#5C666D", left),
            note(answer.join("<br>"), above(70), 14, "#1D2327", left),
            note(source.join("<br>"), -((margin.b || 0) + 8) / inner, 12, "#5C666D", left)
        ]);
        if (said.simulated) {
            layout.annotations.push(note("<b>" + said.simulated + "</b>", above(18), 14, "#7A4A00", {
                x: 1, xanchor: "right", bgcolor: "#F6E3BF", borderpad: 5
            }));
        }
        return { data: chart.data, layout: layout, width: width, height: height };
    }

    function save(address, name) {
        var link = document.createElement("a");
        link.href = address;
        link.download = name;
        document.body.appendChild(link);
        link.click();
        link.remove();
    }

    function exportPicture(button) {
        var figure = button.closest("article").querySelector(".figure");
        var chart = figure && figure.querySelector(".js-plotly-plot");
        if (!chart || !window.Plotly) {
            return Promise.resolve();
        }
        var form = button.dataset.export;
        var made = picture(figure, chart);
        var size = { format: form, width: made.width, height: made.height, scale: form === "png" ? 2 : 1 };
        return window.Plotly.toImage({ data: made.data, layout: made.layout }, size).then(
            function (address) {
                save(address, figure.dataset.file + "." + form);
            }
        );
    }

    document.addEventListener("click", function (event) {
        var act = event.target.closest("[data-act]");
        var form = event.target.closest("[data-export]");
        if (act && act.dataset.act === "scheme") {
            switchScheme();
        } else if (act && act.dataset.act === "sheet") {
            toggleSheet();
        } else if (form) {
            exportPicture(form);
        }
    });

    document.addEventListener("toggle", remember, true);

    document.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && root().classList.contains("has-sheet")) {
            toggleSheet(false);
        }
    });

    setScheme(recall());
    root().lang = language() === "en" ? "en" : "zh-CN";

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        shell: {
            /* Charts are set anew for a phone's width; nothing else depends on it. */
            measure: function (path, before) {
                var isNarrow = window.innerWidth < 700;
                return isNarrow === before ? window.dash_clientside.no_update : isNarrow;
            },
            /* After a view is drawn: language, title, and what a screen reader hears. */
            settle: function () {
                var lang = language();
                root().lang = lang === "en" ? "en" : "zh-CN";
                window.setTimeout(function () {
                    var head = document.querySelector("main h1");
                    var site = lang === "en" ? "Mingcha" : "明察";
                    document.querySelectorAll(".nav a").forEach(function (link) {
                        var is = link.classList;
                        var state = is.contains("is-here") ? "page" : is.contains("is-in") && "true";
                        if (state) {
                            link.setAttribute("aria-current", state);
                            /* on a phone the names are strips: here is in sight */
                            link.parentElement.scrollLeft = link.offsetLeft - link.parentElement.offsetLeft - 24;
                        } else {
                            link.removeAttribute("aria-current");
                        }
                    });
                    document.title = head ? head.textContent + " · " + site : site;
                    var said = document.querySelector("#figure-sentence, .empty .what, .answer");
                    var live = document.getElementById("shell-live");
                    if (live && said) {
                        live.textContent = said.textContent;
                    }
                    document.dispatchEvent(new CustomEvent("mingcha-settled"));
                    reopen();
                    watchControls();
                }, 50);
                return window.dash_clientside.no_update;
            }
        }
    });
})();
