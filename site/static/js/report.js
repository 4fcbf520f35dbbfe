// Draws the Plotly figures of a report. Every figure also stands on the page as a table.
const words = document.querySelector("[data-plotly-words]").content.querySelectorAll("[data-english]");
const language = document.documentElement.lang;
const settings = {
  locale: language,
  locales: {
    [language]: {
      dictionary: Object.fromEntries(Array.from(words, (word) => [word.dataset.english, word.textContent])),
    },
  },
  displaylogo: false,
  responsive: true,
  // plotly.js offers an upload of the figure to a cloud service: never from here.
  showSendToCloud: false,
  showEditInChartStudio: false,
  plotlyServerURL: "",
  modeBarButtonsToRemove: ["sendDataToCloud", "select2d", "lasso2d"],
};

// A colour of report.css as Plotly reads it: in numbers, not by its name.
function colour(place, name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  place.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function draw(place) {
  const { data, layout } = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  const [ink, grid, axis, mark, alert] = ["ink", "grid", "axis", "mark", "alert"].map((role) =>
    colour(place, `--report-${role}`),
  );
  const lines = { gridcolor: grid, linecolor: axis, zerolinecolor: axis };
  window.Plotly.react(
    place,
    data,
    {
      ...layout,
      colorway: [mark, alert],
      font: { ...layout.font, color: ink },
      xaxis: { ...layout.xaxis, ...lines },
      yaxis: { ...layout.yaxis, ...lines },
    },
    settings,
  );
}

const places = document.querySelectorAll("[data-figure]");
places.forEach(draw);
window
  .matchMedia("(prefers-color-scheme: dark)")
  .addEventListener("change", () => places.forEach(draw));
