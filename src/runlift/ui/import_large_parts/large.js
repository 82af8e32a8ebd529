// One file, sent beside Streamlit. It goes on while another page is looked at, so what is
// under way is kept for the whole tab and not with the elements, which come and go.

const upload = (globalThis[Symbol.for("runlift.upload")] ??= { shown: null });
const MB = 1 << 20;

// Streamlit calls this after every run of the script.
export default function ({ data, parentElement, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  upload.shown = { part, data, tell: setTriggerValue };
  part("file").onchange = (event) => ask(event.target.files[0]);
  part("stop").onclick = () => upload.request?.abort();
  const answer = data.answer;
  if (answer && upload.file && answer.question === upload.question) {
    upload.question = null;
    if (answer.ticket) send(answer.ticket);
    else end(answer.refusal);
  }
  show();
}

// The page says whether the file may come, before any of it is sent.
function ask(file) {
  if (!file || upload.file) return;
  upload.file = file;
  upload.question = crypto.randomUUID?.() ?? String(Math.random());
  upload.said = "Asking the server ...";
  upload.shown.tell("wanted", JSON.stringify([upload.question, file.name, file.size]));
  show();
}

function send(ticket) {
  const { data } = upload.shown;
  const request = new XMLHttpRequest();
  upload.request = request;
  upload.share = 0;
  request.open("PUT", data.url);
  request.setRequestHeader("X-Runlift-Ticket", ticket);
  request.setRequestHeader("X-Runlift-Athlete", data.athlete);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.onprogress = (event) => {
    upload.share = event.total ? event.loaded / event.total : 0;
    const [done, all] = [event.loaded, event.total].map((one) => Math.round(one / MB));
    upload.said = `${done.toLocaleString("en")} of ${all.toLocaleString("en")} MB sent`;
    show();
  };
  request.onload = () => {
    if (request.status !== 201) return end(request.responseText.slice(0, 300) || "Not taken.");
    const name = upload.file.name;
    end(`${name} is there.`);
    const { part, tell } = upload.shown;
    // On another page nobody listens; the file is found when this one is opened again.
    if (part("file")?.isConnected) tell("landed", `${Date.now()}`);
  };
  request.onerror = () =>
    end("The upload broke off, or the server did not take it. Try again.");
  request.onabort = () => end("Stopped. Nothing of the file was kept.");
  request.send(upload.file);
  show();
}

function end(sentence) {
  upload.file = upload.request = null;
  upload.said = sentence;
  const chosen = upload.shown.part("file");
  if (chosen) chosen.value = "";
  show();
}

function show() {
  const { part } = upload.shown;
  if (!part("file")) return;
  part("file").disabled = Boolean(upload.file);
  part("running").hidden = !upload.request;
  part("bar").value = upload.share ?? 0;
  part("said").textContent = upload.said ?? "";
}
