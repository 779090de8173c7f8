(function () {
  'use strict';
  var charts = JSON.parse(document.getElementById('charts').textContent);
  var drawn = [];
  var day = matchMedia('(prefers-color-scheme: dark)');

  function style(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function trimmed(value, digits) { return String(parseFloat(value.toPrecision(digits))); }

  var show = {
    us: function (v) { return v >= 999500 ? trimmed(v / 1e6, 3) + ' s' : v >= 999.5 ? trimmed(v / 1e3, 3) + ' ms' : trimmed(v, 3) + ' µs'; },
    count: function (v) { return Math.round(v * 10) / 10 === Math.round(v) ? Math.round(v).toLocaleString('en') : trimmed(v, 3); },
    pct: function (v) { return trimmed(v, 3) + ' %'; },
    s: function (v) { return trimmed(v, 4) + ' s'; },
    tail: function (v) { return trimmed(100 - 100 / v, Math.min(9, 3 + Math.log10(Math.max(1, v)))) + ' %'; }
  };

  /** Calls back for each stage that can be seen, with its edges in canvas pixels. */
  function stages(chart, u, each) {
    chart.bands.forEach(function (band, i) {
      var left = Math.max(u.valToPos(band.from, 'x', true), u.bbox.left);
      var right = Math.min(u.valToPos(band.to, 'x', true), u.bbox.left + u.bbox.width);
      if (right > left) { each(band, i, left, right); }
    });
  }

  function shade(chart) {
    return function (u) {
      u.ctx.fillStyle = style('--band');
      stages(chart, u, function (band, i, left, right) {
        if (i % 2 === 0) { u.ctx.fillRect(left, u.bbox.top, right - left, u.bbox.height); }
      });
    };
  }

  function name(chart) {
    return function (u) {
      u.ctx.font = 11 * devicePixelRatio + 'px system-ui, sans-serif';
      u.ctx.textBaseline = 'top';
      u.ctx.textAlign = 'left';
      stages(chart, u, function (band, i, left, right) {
        var width = u.ctx.measureText(band.label).width;
        if (width + 8 * devicePixelRatio > right - left) { return; }
        u.ctx.fillStyle = style('--paper');
        u.ctx.fillRect(left + 2 * devicePixelRatio, u.bbox.top + devicePixelRatio, width + 4 * devicePixelRatio, 14 * devicePixelRatio);
        u.ctx.fillStyle = style('--soft');
        u.ctx.fillText(band.label, left + 4 * devicePixelRatio, u.bbox.top + 2 * devicePixelRatio);
      });
    };
  }

  function axis(scale, unit, side) {
    return {
      scale: scale, side: side, stroke: style('--soft'), size: side === 2 ? 34 : 64,
      grid: { show: side !== 1, stroke: style('--line'), width: 1 }, ticks: { stroke: style('--line'), width: 1 },
      values: function (u, values) { return values.map(function (v) { return v == null ? '' : show[unit](v); }); }
    };
  }

  function draw(chart) {
    var place = document.getElementById(chart.id);
    var units = chart.lines.map(function (line) { return line.unit; }).filter(function (u, i, all) { return all.indexOf(u) === i; });
    var scales = { x: { time: false, distr: chart.x === 'tail' ? 3 : 1 } };
    var axes = [axis('x', chart.x, 2)];
    units.forEach(function (unit, i) {
      scales[unit] = unit === 'us' ? { distr: 3 } : { range: function (u, min, max) { return [0, max > 0 ? max * 1.1 : 1]; } };
      axes.push(axis(unit, unit.replace(/^per_.*/, 'count'), i === 0 ? 3 : 1));
    });
    var series = [{ label: chart.x === 'tail' ? 'percentile' : 'at', value: function (u, v) { return v == null ? '–' : show[chart.x](v); } }];
    chart.lines.forEach(function (line, i) {
      series.push({
        label: line.label, scale: line.unit, stroke: style('--c' + i % 6), width: 1.6, spanGaps: chart.x === 'tail',
        dash: i >= 6 ? [6, 4] : [], points: { show: line.x.length < 30 },
        value: function (u, v) { return v == null ? '–' : show[line.unit.replace(/^per_.*/, 'count')](v); }
      });
    });
    var data = uPlot.join(chart.lines.map(function (line) {
      return [line.x, line.y.map(function (v) { return line.unit === 'us' && v <= 0 ? null : v; })];
    }));
    var plot = new uPlot({
      width: Math.max(260, place.clientWidth), height: 230, scales: scales, axes: axes, series: series, cursor: { y: false },
      hooks: { drawClear: [shade(chart)], draw: [name(chart)] }
    }, data, place);
    drawn.push({ plot: plot, place: place });
  }

  function redraw() {
    drawn.forEach(function (d) { d.plot.destroy(); });
    drawn = [];
    charts.forEach(draw);
  }

  document.body.classList.add('charted');
  redraw();
  day.addEventListener('change', redraw);
  addEventListener('resize', function () {
    drawn.forEach(function (d) { d.plot.setSize({ width: Math.max(260, d.place.clientWidth), height: 230 }); });
  });
})();
