/* The desk: files are sent one after another, forms as plain posts; each gets its one word. */
(function () {
    "use strict";

    var PER_CENT = 100;

    function make(tag, name, words) {
        var one = document.createElement(tag);
        if (name) {
            one.className = name;
        }
        if (words) {
            one.textContent = words;
        }
        return one;
    }

    function press(id) {
        var button = document.getElementById(id);
        if (button) {
            button.click();
        }
    }

    function go(href) {
        if (href === window.location.pathname + window.location.search) {
            press("shell-redraw");
            return;
        }
        window.history.pushState({}, "", href);
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        window.scrollTo(0, 0);
    }

    function answer(request) {
        try {
            return JSON.parse(request.responseText);
        } catch (unreadable) {
            return {};
        }
    }

    /* What was typed and chosen is kept: each decision, and each second of a build, draws the page
       or the list anew with empty lines and empty boxes. Where nobody signs in, one line says who
       acts: kept for this tab. The day of filing and the boxes are kept while the list is there. */
    var NAME = "mingcha-by";
    var LINE = "input[name=by]";
    var DAY = ".many input[name=day]";
    var typedDay = "";
    var chosen = new Set();
    var isFiling = false;

    function who() {
        var line = document.querySelector(LINE);
        return line ? line.value : "";
    }

    function retype(line, value) {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(line, value);
        line.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function restore() {
        var line = document.querySelector(LINE);
        var day = document.querySelector(DAY);
        var name = window.sessionStorage.getItem(NAME);
        if (line && !line.value && name) {
            retype(line, name);
        }
        if (!day) {
            typedDay = "";
        } else if (typedDay && day.value !== typedDay && day !== document.activeElement) {
            retype(day, typedDay);
        }
        chosen.forEach(function (at) {
            if (!boxOf(at)) {
                chosen.delete(at);
            }
        });
        check();
    }

    document.addEventListener("input", function (event) {
        if (event.target.matches && event.target.matches(LINE)) {
            window.sessionStorage.setItem(NAME, event.target.value);
        } else if (event.target.matches && event.target.matches(DAY)) {
            typedDay = event.target.value;
        }
    });

    /* Files */
    function line(list, name) {
        var item = make("li");
        var bar = make("progress");
        bar.max = PER_CENT;
        bar.value = 0;
        bar.setAttribute("aria-label", name);
        item.append(make("span", "file", name), bar, make("span", "word"));
        list.append(item);
        return item;
    }

    function tell(item, isKept, words, href) {
        var word = item.querySelector(".word");
        var bar = item.querySelector("progress");
        item.className = isKept ? "is-kept" : "is-refused";
        if (bar) {
            bar.replaceWith(make("span"));
        }
        word.textContent = words;
        if (href) {
            var link = make("a", "", item.querySelector(".file").textContent);
            link.href = href;
            link.addEventListener("click", function (event) {
                event.preventDefault();
                go(href);
            });
            item.querySelector(".file").replaceChildren(link);
        }
    }

    function told(list, item, said, words) {
        var results = said.results || [];
        if (!results.length) {
            tell(item, false, said.said || words.failed, "");
            return;
        }
        results.forEach(function (one, n) {
            var own = n ? line(list, one.name) : item;
            own.querySelector(".file").textContent = one.name;
            tell(own, one.is_kept, one.said, one.href);
        });
    }

    function send(box, file, list, done) {
        var words = box.dataset;
        var item = line(list, file.name);
        if (file.size > Number(words.limit) || !file.size) {
            tell(item, false, file.size ? words.too_large : words.empty, "");
            done();
            return;
        }
        var request = new XMLHttpRequest();
        var form = new FormData();
        form.append("by", who());
        form.append("file", file, file.name);
        item.querySelector(".word").textContent = words.sending;
        request.upload.addEventListener("progress", function (event) {
            item.querySelector("progress").value = event.loaded / event.total * PER_CENT;
        });
        request.upload.addEventListener("load", function () {
            item.querySelector("progress").removeAttribute("value");
            item.querySelector(".word").textContent = words.reading;
        });
        request.addEventListener("loadend", function () {
            told(list, item, answer(request), words);
            done();
        });
        request.open("POST", words.post);
        request.send(form);
    }

    function sendAll(box, files) {
        var list = box.querySelector(".sent");
        var rest = Array.from(files);
        function next() {
            var one = rest.shift();
            if (one) {
                send(box, one, list, next);
            } else {
                press("importing-refresh");
            }
        }
        next();
    }

    /* What was dropped may hold folders: their files are gathered first. */
    function gather(entries) {
        return Promise.all(entries.map(function (entry) {
            return new Promise(function (resolve) {
                if (entry.isFile) {
                    entry.file(function (file) { resolve([file]); }, function () { resolve([]); });
                } else {
                    inside(entry.createReader(), []).then(gather).then(resolve);
                }
            });
        })).then(function (found) { return found.flat(); });
    }

    function inside(reader, found) {
        return new Promise(function (resolve) {
            reader.readEntries(function (some) {
                resolve(some.length ? inside(reader, found.concat(some)) : found);
            }, function () { resolve(found); });
        });
    }

    function picker(box, id, words, isFolder) {
        var input = make("input");
        var label = make("label", "button", words);
        input.type = "file";
        input.multiple = true;
        input.id = id;
        input.webkitdirectory = isFolder;
        label.htmlFor = id;
        input.addEventListener("change", function () {
            sendAll(box, input.files);
            input.value = "";
        });
        return [input, label];
    }

    function furnish(box) {
        var words = box.dataset;
        var ways = make("p", "ways");
        var list = make("ol", "sent");
        list.setAttribute("role", "status");
        ways.append.apply(ways, picker(box, "importing-files", words.choose, false));
        ways.append.apply(ways, picker(box, "importing-folder", words.folder, true));
        ways.append(make("span", "words", words.drop));
        box.replaceChildren(ways, list);
        ["dragenter", "dragover"].forEach(function (name) {
            box.addEventListener(name, function (event) {
                event.preventDefault();
                box.classList.add("is-over");
            });
        });
        ["dragleave", "drop"].forEach(function (name) {
            box.addEventListener(name, function (event) {
                event.preventDefault();
                box.classList.remove("is-over");
            });
        });
        box.addEventListener("drop", function (event) {
            var entries = Array.from(event.dataTransfer.items).map(function (item) {
                return item.webkitGetAsEntry();
            });
            gather(entries.filter(Boolean)).then(function (files) { sendAll(box, files); });
        });
    }

    /* Forms */
    function submitted(event) {
        var form = event.target;
        if (!form.matches || !form.matches("form[data-send]")) {
            return;
        }
        event.preventDefault();
        if (form.dataset.busy) {
            return;
        }
        var said = form.querySelector(".said");
        var body = new URLSearchParams(new FormData(form));
        var button = event.submitter;
        if (button && button.name) {
            body.append(button.name, button.value);
        }
        body.append("by", who());
        form.dataset.busy = "1";
        said.textContent = (button && button.dataset.wait) || "";
        said.classList.toggle("is-waiting", Boolean(said.textContent));
        var request = new XMLHttpRequest();
        request.addEventListener("loadend", function () {
            var found = answer(request);
            delete form.dataset.busy;
            said.classList.remove("is-waiting");
            if (found.href) {
                go(found.href);
            } else if (found.results) {
                said.textContent = found.results.map(function (one) {
                    return one.name + ": " + one.said;
                }).join(" · ");
                press("importing-refresh");
            } else {
                said.textContent = found.said || "✕";
            }
        });
        request.open("POST", form.getAttribute("action"));
        request.send(body);
    }

    document.addEventListener("submit", submitted);

    /* Several at once: one post after another, each row says at once what becomes of it. */
    function boxOf(at) {
        return document.querySelector('.choice[data-at="' + window.CSS.escape(at) + '"]');
    }

    function check() {
        document.querySelectorAll(".choice").forEach(function (box) {
            box.setAttribute("aria-checked", String(chosen.has(box.dataset.at)));
        });
    }

    function choose(at, isOn) {
        chosen[isOn ? "add" : "delete"](at);
        check();
    }

    function say(words) {
        var said = document.querySelector(".many .said");
        if (said) {
            said.textContent = words;
        }
    }

    function mark(at, words, isFiled) {
        var box = boxOf(at);
        var word = box && box.closest("tr").querySelector(".standing");
        if (word) {
            word.textContent = words;
            word.classList.toggle("standing-filed", isFiled);
        }
    }

    function fileNext(words, drafts, day, by) {
        var draft = drafts.shift();
        if (!draft) {
            isFiling = false;
            say("");
            press("importing-refresh");
            return;
        }
        mark(draft.at, words.filing, false);
        var request = new XMLHttpRequest();
        request.addEventListener("loadend", function () {
            var found = answer(request);
            mark(draft.at, found.href ? words.filed
                : words.refused.replace("{said}", found.said || request.status), Boolean(found.href));
            choose(draft.at, false);
            fileNext(words, drafts, day, by);
        });
        request.open("POST", words.many);
        request.send(new URLSearchParams({
            at: draft.at, seen: draft.seen, act: "file", day: day, by: by
        }));
    }

    document.addEventListener("submit", function (event) {
        var form = event.target;
        if (!form.matches || !form.matches("form[data-many]")) {
            return;
        }
        event.preventDefault();
        if (isFiling) {
            return;
        }
        var boxes = Array.from(form.querySelectorAll(".choice[aria-checked=true]"));
        var words = Object.assign({}, form.dataset);
        if (!boxes.length) {
            say(words.none);
            return;
        }
        isFiling = true;
        say(words.filing);
        fileNext(words, boxes.map(function (box) {
            return { at: box.dataset.at, seen: box.dataset.seen };
        }), form.querySelector("input[name=day]").value, who());
    });

    document.addEventListener("click", function (event) {
        var box = event.target.closest && event.target.closest(".choice");
        var every = event.target.closest && event.target.closest(".many .every");
        if (box) {
            choose(box.dataset.at, !chosen.has(box.dataset.at));
        } else if (every) {
            every.closest("form").querySelectorAll(".choice").forEach(function (one) {
                choose(one.dataset.at, true);
            });
        }
    });

    /* Cells that were not read: the form's sums are checked while somebody types. */
    var PAUSE = 300;
    var waiting = 0;

    function checked(form, address) {
        var said = form.querySelector(".sums");
        var request = new XMLHttpRequest();
        request.addEventListener("loadend", function () {
            var found = answer(request);
            said.textContent = found.said || "";
            said.classList.toggle("is-broken", Boolean(found.is_broken));
        });
        request.open("POST", address);
        request.send(new URLSearchParams(new FormData(form)));
    }

    document.addEventListener("input", function (event) {
        var box = event.target.closest && event.target.closest("[data-check]");
        var form = box && event.target.closest("form");
        if (form) {
            window.clearTimeout(waiting);
            waiting = window.setTimeout(checked, PAUSE, form, box.dataset.check);
        }
    });

    /* Judging takes a moment a report: the list is there first, then one row after another. */
    var isJudging = false;
    var lastCounts = {};

    function fill(row, counts) {
        row.querySelectorAll("[data-count]").forEach(function (cell) {
            tally(cell, counts[cell.dataset.count] || 0);
        });
    }

    /* A list drawn anew while a build runs shows what was counted before until it is counted again. */
    function recall() {
        document.querySelectorAll("tr[data-judge]:not([data-recalled])").forEach(function (row) {
            row.dataset.recalled = "1";
            if (lastCounts[row.dataset.judge]) {
                fill(row, lastCounts[row.dataset.judge]);
            }
        });
    }

    function tally(cell, count) {
        var kind = cell.dataset.count;
        var mark = make("span", count ? "tally of-" + kind : "");
        if (count) {
            mark.append(make("span", "shape is-" + kind));
        }
        mark.append(String(count));
        cell.replaceChildren(mark);
    }

    function judgeNext() {
        var table = document.querySelector("[data-counted]");
        var row = table && Array.from(table.querySelectorAll("tr[data-judge]")).find(function (one) {
            return one.dataset.judge && !one.dataset.judged;
        });
        if (!row || isJudging) {
            return;
        }
        row.dataset.judged = "1";
        isJudging = true;
        var request = new XMLHttpRequest();
        request.addEventListener("loadend", function () {
            var counts = answer(request).counts;
            isJudging = false;
            if (counts) {
                lastCounts[row.dataset.judge] = counts;
                fill(row, counts);
            }
            judgeNext();
        });
        request.open("POST", table.dataset.counted);
        request.send(new URLSearchParams({ at: row.dataset.judge }));
    }

    /* The page comes and goes: whatever it draws, an empty place for files is furnished. */
    function look() {
        var box = document.querySelector(".drop[data-post]");
        document.querySelectorAll(".ways").forEach(function (one) {
            if (!one.closest(".drop[data-post]")) {
                one.parentNode.querySelectorAll(".sent").forEach(function (list) { list.remove(); });
                one.remove();
            }
        });
        if (box && !box.querySelector(".ways")) {
            furnish(box);
        }
        restore();
        recall();
        judgeNext();
    }

    new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
