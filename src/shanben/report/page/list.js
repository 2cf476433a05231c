// Filters, and the list of the documents that pass them.

const among = (pairs, wanted) => {
  for (let n = 0; n < pairs.length; n += 2) if (pairs[n] === wanted) return pairs[n + 1];
  return 0;
};
const total = (pairs) => pairs.reduce((sum, value, n) => (n % 2 ? sum + value : sum), 0);

function tests() {
  const { columns } = state.index;
  const wanted = $("search").value.trim().toLowerCase();
  const doubt = Number($("doubt").value);
  const chosen = (id, test) => ($(id).value === "" ? null : ((value) => (at) => test(at, value))(Number($(id).value)));
  return [
    wanted && ((at) => columns.name[at].toLowerCase().includes(wanted) || (columns.title[at] || "").toLowerCase().includes(wanted)),
    doubt && ((at) => columns.doubt[at] >= doubt),
    state.metadata !== null && ((at) => columns.metadata[at] & (1 << state.metadata)),
    ...["status", "encoding", "script"].map((kind) => chosen(kind, (at, value) => columns[kind][at] === value)),
    ...[["rule", "rules"], ["label", "labels"]].map(([kind, column]) => chosen(kind, (at, value) => among(columns[column][at], value))),
    chosen("flag", (at, value) => columns.flags[at].includes(value)),
  ].filter(Boolean);
}

const ORDERS = {
  doubt: (columns) => (a, b) => columns.doubt[b] - columns.doubt[a],
  edits: (columns) => (a, b) => total(columns.rules[b]) - total(columns.rules[a]),
  size: (columns) => (a, b) => columns.size[b] - columns.size[a],
  short: (columns) => (a, b) => columns.size[a] - columns.size[b],
};

function filter() {
  const { columns } = state.index;
  const all = tests();
  state.shown = columns.name.map((_, at) => at).filter((at) => all.every((test) => test(at)));
  const order = ORDERS[$("order").value];
  if (order) state.shown.sort(order(columns));
  $("doubt-shown").value = $("doubt").value;
  state.page = 0;
  list();
  overview();
}

function options(kind) {
  const names = state.index.names[kind];
  const sorted = names.map((name, n) => [name, n]).sort();
  $(kind).replaceChildren(make("option", { value: "", textContent: "any" }), ...sorted.map(([name, n]) => make("option", { value: n, textContent: name })));
}

function list() {
  const { columns, names } = state.index;
  const pages = Math.max(1, Math.ceil(state.shown.length / PAGE));
  const part = state.shown.slice(state.page * PAGE, (state.page + 1) * PAGE);
  $("found").textContent = `${counted(state.shown.length, "document")} of ${number(columns.name.length)}`;
  $("list").replaceChildren(...part.map((at) => {
    const status = names.status[columns.status[at]];
    const told = [columns.title[at] ? columns.name[at] : "", names.script[columns.script[at]], counted(total(columns.rules[at]), "change")];
    const small = make("small", {}, ...told.filter(Boolean).map((text) => make("span", { textContent: text })));
    if (status !== "ok") small.prepend(make("span", { className: status, textContent: status }));
    const title = make("strong", { textContent: columns.title[at] || columns.name[at], lang: language(at), dir: "auto" });
    const button = make("button", { type: "button", onclick: () => go(at) }, title, small);
    if (at === state.at) button.setAttribute("aria-current", "true");
    return make("li", {}, button);
  }));
  $("page-shown").textContent = `${number(state.page + 1)} of ${number(pages)}`;
  $("page-back").disabled = state.page === 0;
  $("page-on").disabled = state.page + 1 >= pages;
}

const language = (at) => ({ hans: "zh-Hans", hant: "zh-Hant", mixed: "zh-Hant", neutral: "zh-Hans" })[state.index.names.script[state.index.columns.script[at]]] || "";
