// Times of a recording as people write them (12:04, 1:02:03.5), and in milliseconds. As the server reads them.

const SHAPE = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?$/;

export function read(text) {
  const found = SHAPE.exec(text.trim());
  if (!found) return null;
  const [, hours, minutes, seconds, fraction] = found;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Number((fraction ?? "0").padEnd(3, "0"));
}

export function write(milliseconds) {
  const rest = milliseconds % 1000;
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const text = hours
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${two(minutes)}:${two(seconds % 60)}`;
  return rest ? `${text}.${String(rest).padStart(3, "0")}` : text;
}
