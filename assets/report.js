/* A report: once its page is drawn, bring the chosen figure and its lit place into sight. */
(function () {
    "use strict";

    function centre(mark) {
        var box = mark.closest(".source-body");
        var place = mark.getBoundingClientRect();
        var frame = box.getBoundingClientRect();
        box.scrollTop += place.top - frame.top - box.clientHeight / 3;
        box.scrollLeft += place.left - frame.left - box.clientWidth / 3;
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        report: {
            light: function () {
                window.setTimeout(function () {
                    var mark = document.querySelector(".source .lit, .source .lit-cell");
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
                }, 60);
            }
        }
    });
})();
