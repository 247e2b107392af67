/* The box “place or agency”: choices come from the server as one types; and the county remembered. */
(function () {
    "use strict";

    var KEEP = "mingcha-place";
    var count = 0;

    function language() {
        return new URLSearchParams(window.location.search).get("lang") === "en" ? "en" : "zh";
    }

    function words(box) {
        return JSON.parse(box.dataset[language()]);
    }

    /* Go where a link of the site would: Dash hears of it and draws the page. */
    function go(href) {
        window.history.pushState({}, "", href);
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        window.scrollTo(0, 0);
    }

    function recall() {
        try {
            return JSON.parse(window.localStorage.getItem(KEEP));
        } catch (refused) {
            return null;
        }
    }

    function keep(place) {
        try {
            if (place) {
                window.localStorage.setItem(KEEP, JSON.stringify(place));
            } else {
                window.localStorage.removeItem(KEEP);
            }
        } catch (refused) {
            return;
        }
        settle();
    }

    /* A place is remembered by its codes alone: years and agencies are today's question. */
    function remembered(choice) {
        var address = new URL(choice.href, window.location);
        var asked = new URLSearchParams(address.search);
        var own = address.pathname.match(/^\/county\/(\w+)/);
        var kept = new URLSearchParams();
        if (own) {
            asked.set("county", own[1]);
        }
        ["dataset", "province", "city", "county"].forEach(function (name) {
            if (asked.get(name)) {
                kept.set(name, asked.get(name));
            }
        });
        return { label: choice.label, search: kept.toString() };
    }

    function hrefOf(place) {
        var kept = new URLSearchParams(place.search);
        var county = kept.get("county");
        if (language() === "en") {
            kept.set("lang", "en");
        }
        if (county) {
            ["province", "city", "county"].forEach(function (name) { kept.delete(name); });
        }
        return (county ? "/county/" + county : "/") + (kept.toString() ? "?" + kept.toString() : "");
    }

    function element(name, attributes, text) {
        var made = document.createElement(name);
        Object.keys(attributes).forEach(function (key) {
            made.setAttribute(key, attributes[key]);
        });
        if (text) {
            made.textContent = text;
        }
        return made;
    }

    function build(box) {
        var id = "place-" + (count += 1);
        var input = element("input", {
            type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", maxlength: "120",
            id: id, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id + "-list"
        });
        var list = element("ul", { role: "listbox", id: id + "-list", hidden: "" });
        var note = element("p", { class: "place-note", hidden: "" });
        var drop = element("div", { class: "place-drop" });
        var state = { at: -1, choices: [], asked: 0, timer: 0, isQuiet: false };
        drop.append(list, note);
        box.append(input, drop);
        box.dataset.built = "yes";

        function name() {
            var said = words(box);
            input.setAttribute("placeholder", said.hint);
            input.setAttribute("aria-label", said.label);
            list.setAttribute("aria-label", said.label);
        }

        function close() {
            input.setAttribute("aria-expanded", "false");
            input.removeAttribute("aria-activedescendant");
            list.hidden = true;
            note.hidden = true;
            state.at = -1;
        }

        function mark(at) {
            var options = list.children;
            if (options[state.at]) {
                options[state.at].classList.remove("is-at");
            }
            state.at = at;
            if (options[at]) {
                options[at].classList.add("is-at");
                options[at].scrollIntoView({ block: "nearest" });
                input.setAttribute("aria-activedescendant", options[at].id);
            } else {
                input.removeAttribute("aria-activedescendant");
            }
        }

        function show(reply, typed) {
            state.choices = reply.choices;
            list.replaceChildren.apply(list, reply.choices.map(function (choice, at) {
                var option = element("li", {
                    role: "option", id: id + "-" + at, "aria-selected": String(choice.on),
                    class: "is-" + choice.kind + (choice.bare ? " is-bare" : "")
                });
                option.append(element("span", { class: "name" }, choice.label));
                option.append(element("span", { class: "what" }, choice.note));
                return option;
            }));
            list.hidden = !reply.choices.length;
            var more = [reply.choices.length ? "" : reply.said, reply.others].filter(Boolean).join(" ");
            note.textContent = more;
            note.hidden = !more;
            input.setAttribute("aria-expanded", String(!list.hidden));
            mark(typed && reply.choices.length ? 0 : -1);
            var live = document.getElementById("shell-live");
            if (live) {
                live.textContent = [reply.said, reply.others].filter(Boolean).join(" ");
            }
        }

        function ask() {
            var typed = input.value.trim();
            var turn = (state.asked += 1);
            var asked = new URLSearchParams(window.location.search);
            asked.set("path", window.location.pathname);
            asked.set("typed", typed);
            return window.fetch("/choices.json?" + asked.toString()).then(function (reply) {
                return reply.ok ? reply.json() : Promise.reject(new Error(reply.status));
            }).then(function (reply) {
                if (turn === state.asked && document.activeElement === input) {
                    show(reply, typed);
                }
                return turn === state.asked;
            }).catch(function () {
                note.textContent = words(box).failed;
                note.hidden = false;
                return false;
            });
        }

        function choose(at) {
            var choice = state.choices[at];
            if (!choice) {
                return;
            }
            if (["province", "city", "county"].indexOf(choice.kind) >= 0) {
                keep(remembered(choice));
            }
            input.value = "";
            go(choice.href);
            if (choice.kind === "agency" && new URL(choice.href, window.location).pathname.indexOf("/agency/") !== 0) {
                ask(); /* several agencies are chosen one after another */
            } else {
                close();
            }
        }

        input.addEventListener("focus", function () {
            if (!state.isQuiet) {
                ask();
            }
            state.isQuiet = false;
        });
        input.addEventListener("click", function () {
            if (list.hidden) {
                ask();
            }
        });
        input.addEventListener("input", function () {
            window.clearTimeout(state.timer);
            state.asked += 1; /* what is on its way answers other words */
            state.timer = window.setTimeout(function () { state.timer = 0; ask(); }, 90);
        });
        input.addEventListener("blur", function () { window.setTimeout(close, 120); });
        input.addEventListener("keydown", function (event) {
            var last = state.choices.length - 1;
            if (event.isComposing) {
                return;
            }
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                event.preventDefault();
                if (list.hidden) {
                    ask();
                } else {
                    mark(event.key === "ArrowDown" ? Math.min(state.at + 1, last) : Math.max(state.at - 1, 0));
                }
            } else if (event.key === "Enter") {
                event.preventDefault();
                if (state.timer || list.hidden) { /* typed faster than answered: wait for these words */
                    window.clearTimeout(state.timer);
                    state.timer = 0;
                    ask().then(function (isMine) { if (isMine) { choose(Math.max(state.at, 0)); } });
                } else {
                    choose(state.at);
                }
            } else if (event.key === "Escape") {
                if (!list.hidden || !note.hidden) {
                    event.stopPropagation();
                }
                close();
            } else if ((event.key === "Home" || event.key === "End") && state.at >= 0 && event.ctrlKey) {
                mark(event.key === "Home" ? 0 : last);
            }
        });
        list.addEventListener("mousedown", function (event) { event.preventDefault(); });
        list.addEventListener("click", function (event) {
            var option = event.target.closest("li");
            choose(Array.prototype.indexOf.call(list.children, option));
        });
        name();
        if (box.dataset.first && !window.matchMedia("(pointer: coarse)").matches) {
            state.isQuiet = true; /* the page is read before the list covers it */
            input.focus({ preventScroll: true });
        }
    }

    /* “My county”: where it stands is drawn by the server, what it is this computer alone knows. */
    function mine(here) {
        var place = recall();
        here.replaceChildren();
        here.hidden = !place;
        if (!place) {
            return;
        }
        var said = words(here);
        var link = element("a", { href: hrefOf(place) }, said.mine.replace("{name}", place.label));
        link.addEventListener("click", function (event) {
            if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
                event.preventDefault();
                go(link.getAttribute("href"));
            }
        });
        var leave = element("button", { type: "button", title: said.leave, "aria-label": said.leave }, "×");
        leave.addEventListener("click", function () { keep(null); });
        here.append(link, leave);
    }

    /* The door “my county” leads to the one remembered, else to the place for typing it. */
    function door(link) {
        var place = recall();
        if (place) {
            link.setAttribute("href", hrefOf(place));
        }
        if (link.dataset.built) {
            return;
        }
        link.dataset.built = "yes";
        link.addEventListener("click", function (event) {
            var box = document.querySelector(".landing .place-box input");
            if (event.ctrlKey || event.metaKey || event.shiftKey) {
                return;
            }
            event.preventDefault();
            if (recall() || !box) {
                go(link.getAttribute("href"));
            } else {
                box.blur();
                box.focus();
            }
        });
    }

    function settle() {
        document.querySelectorAll("[data-box]:not([data-built])").forEach(build);
        document.querySelectorAll("[data-mine]").forEach(mine);
        document.querySelectorAll("[data-mine-door]").forEach(door);
        document.querySelectorAll("[data-box] input").forEach(function (input) {
            var said = words(input.closest("[data-box]"));
            input.setAttribute("placeholder", said.hint);
            input.setAttribute("aria-label", said.label);
        });
    }

    document.addEventListener("mingcha-settled", settle);
})();
