// What the reader does, and the beginning.

const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => neighbour(1), p: () => neighbour(-1), r: () => mark("right"), w: () => mark("wrong"),
  t: () => $("markup").click(), o: () => go(null), "/": () => $("search").focus(), "?": () => $("keys").showModal(),
};

function listen() {
  const click = {
    "to-overview": KEYS.o, "to-list": KEYS.o, "to-keys": KEYS["?"], save,
    "change-back": KEYS.k, "change-on": KEYS.j, right: KEYS.r, wrong: KEYS.w,
    "page-back": () => { state.page -= 1; list(); }, "page-on": () => { state.page += 1; list(); },
  };
  for (const [id, act] of Object.entries(click)) $(id).addEventListener("click", act);
  $("filters").addEventListener("input", filter);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(() => { state.metadata = null; filter(); }));
  $("markup").addEventListener("change", () => { $("collation").classList.toggle("no-markup", !$("markup").checked); told(); });
  $("rows").addEventListener("click", (event) => changeAt(event) && pick(changeAt(event)));
  $("rows").addEventListener("mouseover", (event) => { const change = changeAt(event); if (change) tip(change, event.target.closest("[data-change]")); });
  $("rows").addEventListener("mouseout", () => { $("tip").hidden = true; });
  addEventListener("scroll", () => { if (!$("tip").hidden) tip(...state.tipped); }, { passive: true });
  addEventListener("hashchange", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") $("tip").hidden = true;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select") || $("keys").open) return;
    if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
  });
}

async function start() {
  state.index = await unpack($("index").textContent);
  const count = state.index.columns.name.length;
  state.store = `shanben review ${state.index.title} ${count}`;
  const lines = state.index.columns.labels.reduce((sum, pairs) => sum + total(pairs), 0);
  const edits = state.index.columns.rules.reduce((sum, pairs) => sum + total(pairs), 0);
  $("summary").textContent = [counted(count, "document"), counted(edits, "change"), counted(lines, "line")].join(" · ");
  KINDS.forEach(options);
  $("collation").classList.add("no-markup");
  recall();
  listen();
  filter();
  follow();
  document.body.dataset.ready = "true";
}

addEventListener("unhandledrejection", ({ reason }) => { $("summary").textContent = `This page cannot be read: ${reason.message}`; });
start();
