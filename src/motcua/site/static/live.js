// Boards: ask every second whether anything is new, change only then, and draw the plots.
"use strict";
(() => {
  const board = document.getElementById("board");
  if (!board) return;
  const state = document.getElementById("live-state");
  const words = document.getElementById("live-words");
  const button = document.getElementById("live-pause");
  const usual = words?.textContent;
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const whole = (value) => value.toLocaleString("vi-VN");
  let paused = false;
  let failed = 0;
  let shown = new Date();
  let plots = [];

  const tones = { ink: "plot-ink", done: "plot-done", before: "plot-before", term: "plot-ink", today: "today", late: "late" };
  const tone = (name) => token(tones[name] || "plot-ink");
  const text = (more) => ({ fontFamily: style.getPropertyValue("--face"), color: token("ink-2"), fontSize: 12, ...more });
  const clip = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

  function bars(one, width) {
    const left = Math.min(230, width * 0.46);
    const values = one.series[0].values;
    return {
      animation: false, textStyle: text(),
      grid: { left, right: 54, top: 4, bottom: 4 },
      xAxis: { type: "value", show: false, min: 0, max: Math.max(...values, 1) },
      yAxis: { type: "category", inverse: true, data: one.names, axisTick: { show: false }, axisLine: { lineStyle: { color: token("rule-2") } }, axisLabel: { ...text(), interval: 0, formatter: (name) => clip(name, Math.floor(left / 6.6)) } },
      series: [{
        type: "bar", barMaxWidth: 16, cursor: "pointer", addresses: one.series[0].addresses,
        data: values.map((value, at) => ({ value, itemStyle: { color: tone(one.tones[at]) } })),
        label: { show: true, position: "right", ...text({ color: token("ink") }), formatter: ({ value }) => whole(value) },
      }],
    };
  }

  // The table begins with the latest day, a plot ends with it.
  const turned = (given) => ({ ...given, names: given.names.toReversed(), series: given.series.map((each) => ({ ...each, values: each.values.toReversed(), addresses: each.addresses.toReversed() })) });

  function lines(given, width) {
    const one = turned(given);
    const pairs = [[0, 1], [2, 3]];
    const narrow = width < 640;
    const panel = (width - 44) / 2;
    const most = Math.max(...one.series.flatMap((each) => each.values), 4);
    const place = (n) => (narrow ? { left: 38, right: 12, top: 28 + n * 220, height: 160 } : { left: 38 + n * (panel + 44), width: panel - 46, top: 28, height: 180 });
    const quiet = text({ color: token("ink-3"), fontSize: 11 });
    return {
      animation: false, textStyle: text(),
      grid: pairs.map((_pair, n) => place(n)),
      xAxis: pairs.map((_pair, n) => ({ gridIndex: n, type: "category", data: one.names.map((name) => name.split("/").slice(0, 2).join("/")), boundaryGap: false, axisTick: { show: false }, axisLine: { lineStyle: { color: token("rule-2") } }, axisLabel: quiet })),
      yAxis: pairs.map((pair, n) => ({ gridIndex: n, type: "value", min: 0, max: most, splitNumber: 4, minInterval: 1, name: one.series[pair[0]].label, nameTextStyle: { ...text(), align: "left", fontWeight: 600, color: tone(one.tones[pair[0]]) }, nameGap: 10, axisLabel: { ...quiet, formatter: (value) => (Number.isInteger(value) ? whole(value) : "") }, splitLine: { lineStyle: { color: token("rule") } } })),
      series: pairs.flatMap((pair, n) => [pair[1], pair[0]].map((at) => ({
        type: "line", xAxisIndex: n, yAxisIndex: n, data: one.series[at].values, symbolSize: 7, showSymbol: at === pair[0], cursor: "pointer",
        lineStyle: { color: tone(one.tones[at]), width: at === pair[0] ? 2.2 : 1.4 }, itemStyle: { color: tone(one.tones[at]) },
        addresses: one.series[at].addresses,
      }))),
    };
  }

  const shapes = { bars, lines };
  const height = { bars: (one) => one.names.length * 26 + 8, lines: (_one, width) => (width < 640 ? 440 : 240) };

  function draw() {
    plots.forEach((plot) => plot.dispose());
    const source = document.getElementById("board-plots");
    if (!source || typeof echarts === "undefined") return;
    const data = JSON.parse(source.textContent);
    plots = [...board.querySelectorAll("[data-board-plot]")].map((place) => {
      const one = data[place.dataset.boardPlot];
      const width = place.clientWidth;
      place.style.height = `${height[one.kind](one, width)}px`;
      const plot = echarts.init(place, null, { renderer: "canvas" });
      const shape = shapes[one.kind](one, width);
      plot.setOption(shape);
      plot.on("click", ({ seriesIndex, dataIndex }) => {
        const address = shape.series[seriesIndex].addresses[dataIndex];
        if (address) location.href = address;
      });
      return plot;
    });
  }

  // What somebody is reading stays where it is: the focus and each table's own scrolling.
  function swap(html) {
    const focused = document.activeElement?.id;
    const kept = [...board.querySelectorAll(".live-scroll")].map((one) => [one.getAttribute("aria-labelledby"), one.scrollTop, one.scrollLeft]);
    const moved = board.querySelector(".switch")?.scrollLeft ?? 0;
    board.innerHTML = html;
    board.querySelector(".switch")?.scrollTo(moved, 0);
    for (const [label, top, left] of kept) board.querySelector(`.live-scroll[aria-labelledby="${label}"]`)?.scrollTo(left, top);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    draw();
  }

  function tell(lost) {
    state.classList.toggle("live-off", lost || paused);
    words.textContent = lost ? `${state.dataset.lost} ${shown.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}` : usual;
  }

  async function ask() {
    const mark = board.querySelector("[data-mark]")?.dataset.mark || "";
    const address = new URL(board.dataset.live, location.href);
    address.searchParams.set("mark", mark);
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, redirect: "error", signal: AbortSignal.timeout(10000) });
    if (answer.status === 200) { swap(await answer.text()); shown = new Date(); return; }
    if (answer.status !== 204) throw new Error(String(answer.status));
    shown = new Date();
  }

  async function turn() {
    if (!paused && !document.hidden) {
      try {
        await ask();
        if (failed) tell(false);
        failed = 0;
      } catch {
        failed += 1;
        if (failed > 2) tell(true);
      }
    }
    // A server that does not answer is asked less often.
    setTimeout(turn, Math.min(1000 * 2 ** Math.max(failed - 2, 0), 30000));
  }

  button?.addEventListener("click", () => {
    const stop = button.textContent;
    paused = !paused;
    button.textContent = button.dataset.go;
    button.dataset.go = stop;
    button.setAttribute("aria-pressed", String(paused));
    tell(false);
  });
  let waiting;
  const again = () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); };
  addEventListener("resize", again);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  draw();
  // A board of an earlier instant does not change.
  if (!board.dataset.live) return;
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !paused) ask().catch(() => {}); });
  setTimeout(turn, 1000);
})();
