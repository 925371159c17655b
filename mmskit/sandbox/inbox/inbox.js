"use strict";
// The inbox over the sandbox's JSON API. Everything a message says is put in as text, never as markup.

const WORDS = {
  en: {
    sandbox: "sandbox", messages: "Messages", submissions: "All submissions", clear: "Empty the inbox",
    older: "Show older", left: "left", frames: "Frames", frame: "Frame", recipients: "Recipients",
    number: "Number", report: "Report", text: "Text", raw: "As submitted", noticed: "What was noticed",
    refused: "refused", waiting: "due", none: "never reported", pulled: "pulled",
    sound: "Sound", numbers: "Test numbers", ending: "ends in", untitled: "(no title)", people: "recipients",
    empty: "Nothing has arrived yet", blocked: "blocked", batch: "personalised batch",
    hint: "Point a client at this address; what it sends appears here.", more: "more",
    unread: "The content cannot be read; see what was noticed.", previous: "Previous", next: "Next",
    sure: "Empty the inbox? Balances and reports stay as they are.", lost: "The sandbox does not answer.",
  },
  zh: {
    sandbox: "沙箱", messages: "彩信", submissions: "全部提交", clear: "清空", older: "更早的",
    left: "条可用", frames: "帧", frame: "帧", recipients: "收件人", number: "号码", report: "状态报告",
    text: "文本", raw: "提交原文", noticed: "发现的问题", refused: "被拒", waiting: "预计", none: "没有报告",
    pulled: "已取走", sound: "声音", numbers: "测试号码", ending: "尾号",
    untitled: "（无标题）", people: "人", empty: "还没有彩信", blocked: "已禁用", batch: "个性批量",
    hint: "把客户端指向这个地址，发来的彩信会出现在这里。", more: "更多",
    unread: "内容读不出来，原因见上。", previous: "上一帧", next: "下一帧",
    sure: "清空收件箱？余额和状态报告不变。", lost: "沙箱没有回应。",
  },
};
const chinese = navigator.language.toLowerCase().startsWith("zh");
const words = WORDS[chinese ? "zh" : "en"];
const spoken = (said) => said[chinese ? "zh_CN" : "en"];
const state = { kind: "messages", items: [], total: 0, chosen: null, detail: null, frame: 0 };
const find = (id) => document.getElementById(id);

function make(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name === "onclick") node.addEventListener("click", value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const clock = (time) => time.slice(11, 19);

function showList() {
  const rows = [...state.items].reverse().map((one) => {
    const codes = one.findings.map((finding) =>
      make("span", { class: `tag ${finding.severity}` }, finding.code));
    const button = make("button",
      { type: "button", "aria-current": String(one.id === state.chosen), onclick: () => choose(one.id) },
      make("span", { class: "name one" }, one.title || words.untitled),
      make("span", { class: "meta" },
        make("span", { class: one.accepted ? "" : "refused" },
          one.accepted ? `${one.recipient_count} ${words.people} · ${kilobytes(one.size)}` : words.refused),
        make("span", {}, clock(one.time))),
      codes.length ? make("span", { class: "one" }, ...codes) : null);
    return make("li", {}, button);
  });
  find("list").replaceChildren(...rows);
  find("older").hidden = state.items.length >= state.total;
}

function showFinding(finding) {
  return make("p", { class: `finding ${finding.severity}` }, make("code", {}, finding.code), spoken(finding));
}

function showFrame(frame, index) {
  const picture = frame.picture;
  const sound = frame.sound;
  return make("button",
    { type: "button", class: "frame", "aria-current": String(index === state.frame), onclick: () => turn(index) },
    picture ? make("img", { src: picture.href, alt: "" }) : null,
    frame.text ? make("span", { class: "said" }, frame.text) : null,
    make("span", { class: "small" }, [
      `${words.frame} ${frame.number}`,
      picture ? `${picture.kind} ${picture.width}×${picture.height} ${kilobytes(picture.bytes)}` : "",
      sound ? `${words.sound} ${sound.kind} ${kilobytes(sound.bytes)}` : "",
    ].filter(Boolean).join(" · ")));
}

function showReport(report) {
  const kind = report.status === "DELIVRD" ? "ok" : "bad";
  const when = report.pulled ? `${words.pulled} ${clock(report.pulled)}` : `${words.waiting} ${clock(report.due)}`;
  return make("div", {}, make("span", { class: kind }, report.status), " ", make("span", { class: "small" }, when));
}

function showRecipients(one) {
  const rows = one.recipients.slice(0, 200).map((recipient) => make("tr", {},
    make("td", {}, recipient.mobile),
    recipient.text === null ? null : make("td", { class: "said" }, recipient.text),
    make("td", {}, ...(recipient.reports.length
      ? recipient.reports.map(showReport)
      : [make("span", { class: "wait" }, one.accepted ? words.none : "–")]))));
  const heads = [words.number, ...(one.call === "batch" ? [words.text] : []), words.report];
  const more = one.recipient_count - rows.length;
  return make("section", { class: "card" }, make("h3", {}, `${words.recipients} · ${one.recipient_count}`),
    make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", {}, head)))),
      make("tbody", {}, ...rows)),
    more > 0 ? make("p", { class: "small" }, `+ ${more} `, make("a", { href: `${one.href}/recipients` }, words.more)) : null);
}

function showDetail() {
  const one = state.detail;
  if (!one) return showEmpty();
  const noticed = one.findings.length
    ? make("section", { class: "card" }, make("h3", {}, words.noticed), ...one.findings.map(showFinding))
    : null;
  const frames = one.frames.length
    ? make("div", { class: "frames" }, ...one.frames.map(showFrame))
    : make("p", { class: "small" }, words.unread);
  find("detail").replaceChildren(
    make("h2", {}, one.title || words.untitled),
    make("div", { class: "facts" },
      make("span", { class: one.accepted ? "ok" : "refused" }, one.answer),
      make("span", {}, one.account || "–"), make("span", {}, one.time.replace("T", " ").slice(0, 19)),
      make("span", {}, kilobytes(one.size)), one.call === "batch" ? make("span", {}, words.batch) : null,
      make("a", { href: one.content }, words.raw)),
    ...[noticed].filter(Boolean),
    make("section", { class: "card" }, make("h3", {}, `${words.frames} · ${one.frames.length}`), frames),
    showRecipients(one));
  showPhone();
}

function showPhone() {
  const one = state.detail;
  const frame = one && one.frames[state.frame];
  if (!frame) return find("phone-side").replaceChildren();
  const said = frame.text || (one.call === "batch" && one.recipients.length ? one.recipients[0].text : "");
  const bars = one.frames.map((_, index) => make("i", { class: index <= state.frame ? "done" : "" }));
  const move = (step, word) => make("button",
    { type: "button", class: "quiet", "aria-label": word, onclick: () => turn(state.frame + step) }, step < 0 ? "‹" : "›");
  find("phone-side").replaceChildren(
    make("div", { class: "phone" },
      make("div", { class: "top one" }, one.title),
      make("div", { class: "screen" },
        frame.picture ? make("img", { src: frame.picture.href, alt: "" }) : null,
        said ? make("p", { class: "said" }, said) : null),
      make("div", { class: "bars" }, ...bars)),
    make("div", { class: "turn" }, move(-1, words.previous),
      make("span", {}, `${state.frame + 1} / ${one.frames.length}`), move(1, words.next)),
    frame.sound ? make("a", { href: frame.sound.href, download: "" },
      `${words.sound} · ${frame.sound.kind} ${kilobytes(frame.sound.bytes)}`) : "");
}

async function showEmpty() {
  const here = await ask("/sandbox/api");
  const rows = [
    ...here.test_numbers.map((row) => [row.ending ? `${words.ending} ${row.ending}` : "–", spoken(row)]),
    ...here.answers.map((row) => [row.number, spoken(row)]),
  ].map(([head, said]) => make("tr", {}, make("td", {}, head), make("td", {}, said)));
  find("phone-side").replaceChildren();
  find("detail").replaceChildren(make("div", { class: "empty" },
    make("h2", {}, words.empty), make("p", {}, words.hint, " ", make("code", {}, location.origin)),
    make("section", { class: "card" }, make("h3", {}, words.numbers), make("table", {}, make("tbody", {}, ...rows)))));
}

function turn(index) {
  const count = state.detail.frames.length;
  state.frame = (index + count) % count;
  find("detail").querySelectorAll(".frame").forEach((node, place) =>
    node.setAttribute("aria-current", String(place === state.frame)));
  showPhone();
}

async function choose(id) {
  state.chosen = id;
  state.frame = 0;
  state.detail = id === null ? null : await ask(`/sandbox/api/${state.kind}/${id}`);
  showList();
  await showDetail();
}

async function load(kind) {
  state.kind = kind;
  const page = await ask(`/sandbox/api/${kind}`);
  state.items = page[kind];
  state.total = page.total;
  for (const name of ["messages", "submissions"]) {
    find(`show-${name}`).setAttribute("aria-pressed", String(name === kind));
  }
  await choose(state.items.length ? state.items.at(-1).id : null);
}

async function loadOlder() {
  const page = await ask(`/sandbox/api/${state.kind}?before=${state.items[0].id}`);
  state.items = [...page[state.kind], ...state.items];
  showList();
}

async function showAccounts() {
  const { accounts } = await ask("/sandbox/api/accounts");
  find("accounts").replaceChildren(...accounts.slice(0, 4).map((account) => make("span", { class: "chip" },
    `${account.name} · ${account.blocked ? words.blocked : `${account.balance.toLocaleString()} ${words.left}`}`)));
}

async function refresh() {
  const last = state.items.length ? state.items.at(-1).id : 0;
  const page = await ask(`/sandbox/api/${state.kind}?after=${last}`);
  await showAccounts();
  const follow = state.chosen === null || state.chosen === last;
  state.total = page.total;
  if (page[state.kind].length) {
    state.items = [...state.items, ...page[state.kind]];
    if (follow) return choose(state.items.at(-1).id);
    return showList();
  }
  if (state.detail) {
    const fresh = await ask(`/sandbox/api/${state.kind}/${state.chosen}`).catch(() => null);
    if (!fresh) return load(state.kind);
    if (JSON.stringify(fresh) !== JSON.stringify(state.detail)) {
      state.detail = fresh;
      await showDetail();
    }
  }
}

async function keepFresh() {
  try {
    await refresh();
    document.title = "mmskit sandbox";
  } catch {
    document.title = words.lost;
  }
  setTimeout(keepFresh, document.hidden ? 10000 : 1500);
}

async function start() {
  document.documentElement.lang = chinese ? "zh-CN" : "en";
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = words[node.dataset.say];
  find("show-messages").addEventListener("click", () => load("messages"));
  find("show-submissions").addEventListener("click", () => load("submissions"));
  find("older").addEventListener("click", loadOlder);
  find("clear").addEventListener("click", async () => {
    if (!confirm(words.sure)) return;
    await ask("/sandbox/api/messages", { method: "DELETE" });
    await load(state.kind);
  });
  await load("messages");
  await showAccounts();
  setTimeout(keepFresh, 1500);
}

start();
