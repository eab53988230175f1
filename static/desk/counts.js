/* Says below a field how long its text is, and that it is too long; nothing is ever cut. */

const words = document.getElementById("count-words")?.dataset;
const PAUSE = 400;

const told = (field) => {
  const length = [...field.value.trim()].length;
  const advised = Number(field.dataset.advised);
  const over = length > advised;
  return [(over ? words.over : words.fits).replace("LENGTH", length).replace("ADVISED", advised), over];
};

function count(field) {
  const line = document.createElement("p");
  line.className = "count";
  line.setAttribute("aria-live", "polite");
  field.closest(".field").append(line);
  const say = () => {
    const [sentence, over] = told(field);
    line.textContent = sentence;
    line.classList.toggle("over", over);
  };
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(say, PAUSE);
  });
  say();
}

if (words) document.querySelectorAll("[data-advised]").forEach(count);
