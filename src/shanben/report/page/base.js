"use strict";
// The review page. All that comes from documents is written as text (`textContent`, `append`), never as HTML.
// Its script is these files, one after the other: base, list, overview, document, marks, start.

const PAGE = 50;
const ROWS = 1500;
const KINDS = ["status", "rule", "flag", "label", "encoding", "script"];
const $ = (id) => document.getElementById(id);
const marks = new Map();
const state = { index: null, shown: [], page: 0, at: null, document: null, changes: [], current: null, metadata: null };

function make(name, properties = {}, ...children) {
  const { dataset, ...plain } = properties;
  const node = Object.assign(document.createElement(name), plain);
  Object.assign(node.dataset, dataset);
  node.append(...children);
  return node;
}

const number = (value) => value.toLocaleString("en");
const counted = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

// A chunk may still be on its way in: it is whole when something stands behind it, or when all has been read.
async function arrived(id) {
  for (;;) {
    const node = $(id);
    if (node && (node.nextSibling || document.readyState !== "loading")) return node.textContent;
    if (!node && document.readyState === "complete") throw new Error(`the page is cut off: it lacks ${id}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

async function load(at) {
  let chunk = 0;
  let first = 0;
  while (first + state.index.chunks[chunk] <= at) first += state.index.chunks[chunk++];
  if (state.chunk?.number !== chunk) state.chunk = { number: chunk, documents: await unpack(await arrived(`chunk-${chunk}`)) };
  return state.chunk.documents[at - first];
}
