// The two plots of a statement: drawn once the page stands, drawn again when its width or theme changes.
"use strict";
(() => {
  const source = document.getElementById("plots");
  if (!source || typeof echarts === "undefined") return;
  const data = JSON.parse(source.textContent);
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const whole = (value) => value.toLocaleString("vi-VN");
  const two = (value) => value.toLocaleString("vi-VN", { minimumFractionDigits: 2 });
  const text = () => ({ fontFamily: style.getPropertyValue("--face"), color: token("ink-2"), fontSize: 12 });
  const clip = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

  const heading = (one) => ({ name: one.label, nameGap: 8, nameTextStyle: { ...text(), align: "left", color: token(`plot-${one.tone}`), fontWeight: 600 } });

  function bars(width) {
    const { names, series } = data.bars;
    const narrow = width < 640;
    const left = narrow ? 118 : 240;
    const gap = narrow ? 0 : 20;
    const panel = narrow ? width - left : (width - left - gap * (series.length - 1)) / series.length;
    const tall = names.length * 26 + 34;
    const most = Math.max(...series.flatMap((each) => each.values), 1);
    const place = (n) => (narrow ? { left, top: 26 + n * tall, height: tall - 38 } : { left: left + n * (panel + gap), top: 26, height: tall - 38 });
    const words = { ...text(), fontSize: narrow ? 11 : 12 };
    return {
      animation: false,
      textStyle: text(),
      grid: series.map((_one, n) => ({ ...place(n), width: panel - 48 })),
      xAxis: series.map((_one, n) => ({ gridIndex: n, type: "value", show: false, min: 0, max: most })),
      yAxis: series.map((one, n) => ({
        ...heading(one), nameLocation: "start", gridIndex: n, type: "category", inverse: true, data: names,
        axisTick: { show: false }, axisLine: { lineStyle: { color: token("rule-2") } },
        axisLabel: { show: narrow || n === 0, ...words, interval: 0, formatter: (name) => clip(name, narrow ? 18 : 38) },
      })),
      series: series.map((one, n) => ({
        type: "bar", xAxisIndex: n, yAxisIndex: n, data: one.values, barMaxWidth: 16, barCategoryGap: "34%", silent: !one.addresses, cursor: "pointer", addresses: one.addresses,
        itemStyle: { color: token(`plot-${one.tone}`) },
        label: { show: true, position: "right", ...words, color: token("ink"), formatter: ({ value }) => (data.bars.points ? two : whole)(value) },
      })),
    };
  }

  // A round height of the axis: the least round whole step that reaches the top in four.
  function step(most) {
    const power = 10 ** Math.floor(Math.log10(most / 4));
    const round = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10].map((one) => one * power);
    return round.find((one) => one * 4 >= most && Number.isInteger(one)) || 1;
  }

  function lines(width) {
    const { days, panels } = data.lines;
    const narrow = width < 640;
    const gap = 44;
    const panel = (width - gap) / 2;
    const interval = step(Math.max(...panels.flatMap((one) => [...one.now, ...one.before]), 4));
    const place = (n) => (narrow ? { left: 34, right: 10, top: 30 + n * 240, height: 180 } : { left: 34 + n * (panel + gap), width: panel - 44, top: 30, height: 200 });
    const quiet = { ...text(), color: token("ink-3"), fontSize: 11 };
    return {
      animation: false,
      textStyle: text(),
      grid: panels.map((_one, n) => place(n)),
      xAxis: panels.map((_one, n) => ({ gridIndex: n, type: "category", data: days, boundaryGap: false, axisTick: { show: false }, axisLine: { lineStyle: { color: token("rule-2") } }, axisLabel: { ...quiet, interval: Math.ceil(days.length / (narrow ? 5 : 8)) } })),
      yAxis: panels.map((one, n) => ({ ...heading(one), nameGap: 12, gridIndex: n, type: "value", min: 0, max: interval * 4, interval, axisLabel: { ...quiet, formatter: whole }, splitLine: { lineStyle: { color: token("rule") } } })),
      series: panels.flatMap((one, n) => [
        { type: "line", xAxisIndex: n, yAxisIndex: n, data: one.before, showSymbol: false, silent: true, lineStyle: { color: token("plot-before"), width: 1.4 } },
        { type: "line", xAxisIndex: n, yAxisIndex: n, data: one.now, showSymbol: false, silent: true, lineStyle: { color: token(`plot-${one.tone}`), width: 2.2 } },
      ]),
    };
  }

  // A few periods are columns with their figures on them, each panel up to the most that can be had there.
  function columns(width) {
    const { names, panels } = data.columns;
    const narrow = width < 640;
    const gap = 44;
    const panel = narrow ? width : (width - gap) / 2;
    const place = (n) => (narrow ? { left: 34, right: 10, top: 34 + n * 240, height: 170 } : { left: 34 + n * (panel + gap), width: panel - 44, top: 34, height: 190 });
    const words = { ...text(), fontSize: narrow ? 11 : 12 };
    const set = (one, values, color, more, n) => ({ type: "bar", xAxisIndex: n, yAxisIndex: n, data: values, silent: true, barMaxWidth: 52, barGap: "12%", itemStyle: { color }, label: { show: true, position: "top", ...words, ...more, formatter: ({ value }) => (value === null || Number.isNaN(value) ? "" : two(value)) } });
    return {
      animation: false,
      textStyle: text(),
      grid: panels.map((_one, n) => place(n)),
      xAxis: panels.map((_one, n) => ({ gridIndex: n, type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: token("rule-2") } }, axisLabel: { ...words, interval: 0, width: (panel - 44) / names.length - 6, overflow: "break" } })),
      yAxis: panels.map((one, n) => ({ ...heading(one), nameGap: 16, gridIndex: n, type: "value", min: 0, max: one.most, interval: one.most / 4, axisLabel: { ...text(), color: token("ink-3"), fontSize: 11, formatter: whole }, splitLine: { lineStyle: { color: token("rule") } } })),
      series: panels.flatMap((one, n) => [
        set(one, one.now, token(`plot-${one.tone}`), { color: token("ink"), fontWeight: 600 }, n),
        ...(one.published.some((value) => value !== null) ? [set(one, one.published, token("plot-before"), { color: token("ink-2") }, n)] : []),
      ]),
    };
  }

  // A click anywhere above a day opens what flowed on it.
  function follow(plot) {
    const { panels, days } = data.lines;
    const at = (event) => {
      const point = [event.offsetX, event.offsetY];
      const n = panels.findIndex((_one, place) => plot.containPixel({ gridIndex: place }, point));
      return n < 0 ? "" : panels[n].addresses?.[Math.min(Math.max(Math.round(plot.convertFromPixel({ xAxisIndex: n }, point[0])), 0), days.length - 1)] || "";
    };
    plot.getZr().on("mousemove", (event) => plot.getZr().setCursorStyle(at(event) ? "pointer" : "default"));
    plot.getZr().on("click", (event) => { const address = at(event); if (address) location.href = address; });
  }

  const shapes = { bars, lines, columns };
  const height = { bars: (width) => (34 + data.bars.names.length * 26) * (width < 640 ? data.bars.series.length : 1), lines: (width) => (width < 640 ? 500 : 262), columns: (width) => (width < 640 ? 500 : 266) };
  const drawn = [...document.querySelectorAll("[data-plot]")].map((place) => {
    const plot = echarts.init(place, null, { renderer: "canvas" });
    let series = [];
    if (place.dataset.plot === "lines") follow(plot);
    else plot.on("click", ({ seriesIndex, dataIndex }) => { const address = series[seriesIndex]?.addresses?.[dataIndex]; if (address) location.href = address; });
    const draw = () => {
      const width = place.clientWidth;
      place.style.height = `${height[place.dataset.plot](width)}px`;
      plot.resize();
      const shape = shapes[place.dataset.plot](width);
      series = shape.series;
      plot.setOption(shape, true);
    };
    draw();
    return draw;
  });
  let waiting;
  const again = () => { clearTimeout(waiting); waiting = setTimeout(() => drawn.forEach((draw) => draw()), 120); };
  addEventListener("resize", again);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
})();
