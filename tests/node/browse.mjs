// Opens pages in Chromium and prints what each one does, as JSON: its width, requests to other hosts, errors of the
// console, and what axe finds. Usage: node browse.mjs CHROMIUM AXE < jobs.json
// A job is {url, width, height, screenshot?, script?}; the script is evaluated before the page is measured.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [chromium, axe] = process.argv.slice(2);
const jobs = JSON.parse(readFileSync(0, "utf8"));
const profile = mkdtempSync(join(tmpdir(), "browse-"));
const browser = spawn(chromium, [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
  "--no-first-run", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank",
]);

const endpoint = await new Promise((resolve, reject) => {
  let text = "";
  browser.stderr.on("data", (data) => {
    text += data;
    const found = /DevTools listening on (ws:\S+)/.exec(text);
    if (found) resolve(found[1]);
  });
  browser.on("exit", () => reject(new Error(text)));
});
const socket = new WebSocket(endpoint);
await new Promise((resolve) => socket.addEventListener("open", resolve));

let last = 0;
const waiting = new Map();
const listeners = new Set();
socket.addEventListener("message", ({ data }) => {
  const message = JSON.parse(data);
  if (message.id) {
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    message.error ? reject(new Error(message.error.message)) : resolve(message.result);
  } else for (const listener of listeners) listener(message);
});
const send = (method, params = {}, sessionId = undefined) =>
  new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
  });

async function open(job) {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const call = (method, params) => send(method, params, sessionId);
  const requests = [];
  const errors = [];
  const loaded = new Promise((resolve) => {
    listeners.add((message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === "Network.requestWillBeSent") requests.push(message.params.request.url);
      if (message.method === "Runtime.exceptionThrown") errors.push(message.params.exceptionDetails.text);
      if (message.method === "Log.entryAdded" && message.params.entry.level === "error") errors.push(message.params.entry.text);
      if (message.method === "Page.loadEventFired") resolve();
    });
  });
  for (const domain of ["Page", "Network", "Runtime", "Log"]) await call(`${domain}.enable`);
  await call("Emulation.setDeviceMetricsOverride", {
    width: job.width, height: job.height, deviceScaleFactor: 1, mobile: job.width < 600,
  });
  await call("Page.navigate", { url: job.url });
  await loaded;
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await call("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const answer = job.script ? await evaluate(job.script) : null;
  const width = await evaluate("document.documentElement.scrollWidth");
  await evaluate(readFileSync(axe, "utf8"));
  const violations = await evaluate(
    "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(each => " +
      "({id: each.id, impact: each.impact, help: each.help, nodes: each.nodes.slice(0, 3).map(node => node.html.slice(0, 200))})))",
  );
  if (job.screenshot) {
    const { data } = await call("Page.captureScreenshot", { format: "png" });
    writeFileSync(job.screenshot, Buffer.from(data, "base64"));
  }
  await send("Target.closeTarget", { targetId });
  const host = new URL(job.url).host;
  const elsewhere = requests.filter((url) => /^(https?|wss?):/.test(url) && new URL(url).host !== host);
  return { url: job.url, viewport: job.width, width, answer, elsewhere, errors, violations };
}

try {
  const results = [];
  for (const job of jobs) results.push(await open(job));
  console.log(JSON.stringify(results));
} finally {
  socket.close();
  browser.kill();
  await new Promise((resolve) => browser.on("exit", resolve));
  rmSync(profile, { recursive: true, force: true });
}
