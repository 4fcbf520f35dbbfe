// Draws the Plotly figures of a report. Every figure also stands on the page as a table.
const settings = {
  displaylogo: false,
  responsive: true,
  // plotly.js offers an upload of the figure to a cloud service: never from here.
  showSendToCloud: false,
  showEditInChartStudio: false,
  plotlyServerURL: "",
  modeBarButtonsToRemove: ["sendDataToCloud", "select2d", "lasso2d"],
};

for (const place of document.querySelectorAll("[data-figure]")) {
  const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  const ink = getComputedStyle(place).color;
  window.Plotly.newPlot(
    place,
    figure.data,
    { ...figure.layout, font: { ...figure.layout.font, color: ink } },
    settings,
  );
}
