/* A report: once its page is drawn, bring the chosen figure and its lit place into sight. */
(function () {
    "use strict";

    var STEP = 50;
    var MOST_STEPS = 100;

    function chosen() {
        var said = new URLSearchParams(window.location.search);
        return said.get("cell") || said.get("at") || "";
    }

    function centre(mark) {
        var box = mark.closest(".source-body");
        var place = mark.getBoundingClientRect();
        var frame = box.getBoundingClientRect();
        box.scrollTop += place.top - frame.top - box.clientHeight / 3;
        box.scrollLeft += place.left - frame.left - box.clientWidth / 2;
    }

    function show(source) {
        var mark = source.querySelector(".lit") || source.querySelector(".lit-cell");
        var cell = document.querySelector(".report .is-lit a");
        if (mark) {
            centre(mark);
        }
        if (cell) {
            var block = window.innerWidth > 1080 ? "center" : "start";
            cell.scrollIntoView({ block: block, inline: "nearest" });
            cell.focus({ preventScroll: true });
        } else if (mark) {
            mark.scrollIntoView({ block: "center", inline: "nearest" });
        }
    }

    /* The page is drawn some time after it has arrived: wait for the place the address names. */
    function wait(key, steps) {
        var source = document.querySelector(".source");
        if (source && source.dataset.at === key) {
            show(source);
        } else if (steps > 0 && chosen() === key) {
            window.setTimeout(wait, STEP, key, steps - 1);
        }
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        report: {
            light: function () {
                if (chosen()) {
                    window.setTimeout(wait, 0, chosen(), MOST_STEPS);
                }
            }
        }
    });
})();
