/* Take it with you: the link, the sentence or the table in sight, on the clipboard. */
(function () {
    "use strict";

    var FRAME = 240; // pixels for question, sentence and the way to the rest

    /* Rows of the table as a sheet takes them: cells parted by tabs, one line a row. */
    function rowsOf(table) {
        return Array.from(table.querySelectorAll("tr")).map(function (row) {
            return Array.from(row.querySelectorAll("th, td")).map(function (cell) {
                return cell.innerText.replace(/\s+/g, " ").trim();
            }).join("\t");
        }).join("\n");
    }

    function wanted(button) {
        var article = button.closest("article");
        if (button.dataset.copy === "link") {
            return window.location.href;
        }
        if (button.dataset.copy === "sentence") {
            return article.querySelector(".answer").innerText;
        }
        if (button.dataset.copy === "embed") {
            var frame = document.createElement("iframe");
            var at = window.location;
            frame.src = at.origin + "/embed" + at.pathname + at.search;
            frame.title = article.querySelector("h1").innerText;
            frame.width = "100%";
            frame.height = article.querySelector(".figure").offsetHeight + FRAME;
            frame.loading = "lazy";
            return frame.outerHTML;
        }
        var table = article.querySelector(".of-table table");
        return table ? rowsOf(table) : "";
    }

    /* Only a secure page may write the clipboard; in an office's own network the old way is left. */
    function put(text) {
        if (window.isSecureContext && navigator.clipboard) {
            return navigator.clipboard.writeText(text).then(function () { return true; },
                function () { return byHand(text); });
        }
        return Promise.resolve(byHand(text));
    }

    function byHand(text) {
        var area = document.createElement("textarea");
        area.value = text;
        area.className = "unseen";
        document.body.appendChild(area);
        area.select();
        var isDone = document.execCommand("copy");
        area.remove();
        return isDone;
    }

    /* The code of this page's address, or the sentence that says why there is none. */
    function showCode(button) {
        var group = button.closest(".downloads");
        var old = group.querySelector(".qr");
        if (old) {
            old.remove();
            button.setAttribute("aria-expanded", "false");
            return;
        }
        var place = document.createElement("p");
        var at = window.location.pathname + window.location.search;
        place.className = "qr";
        place.setAttribute("role", "status");
        group.append(place);
        button.setAttribute("aria-expanded", "true");
        fetch("/qr.svg?at=" + encodeURIComponent(at)).then(function (reply) {
            var kind = reply.headers.get("Content-Type");
            return kind === "image/svg+xml" ? reply.blob() : reply.text();
        }).then(function (found) {
            if (typeof found === "string") {
                place.textContent = found;
                return;
            }
            var image = document.createElement("img");
            image.alt = button.dataset.qr;
            image.src = URL.createObjectURL(found);
            place.append(image);
        });
    }

    document.addEventListener("click", function (event) {
        var code = event.target.closest && event.target.closest("[data-qr]");
        var button = event.target.closest && event.target.closest("[data-copy]");
        if (code) {
            showCode(code);
        }
        if (event.target.closest && event.target.closest("[data-print]")) {
            window.print();
        }
        if (!button) {
            return;
        }
        put(wanted(button)).then(function (isDone) {
            var live = document.getElementById("shell-live");
            var words = isDone ? button.dataset.done : button.dataset.failed;
            button.classList.toggle("is-done", isDone);
            button.title = words;
            if (live) {
                live.textContent = words;
            }
        });
    });
})();
