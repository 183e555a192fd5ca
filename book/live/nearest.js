// Compute the nearest mean. This needs no page, so tests can run it.

// Return the squared distances of a picture (784) from means (C, 784), one for each class.
export function distances(picture, means) {
  const D = picture.length;
  return Float64Array.from({ length: means.length / D }, (_, k) =>
    picture.reduce((sum, x, d) => sum + (x - means[k * D + d]) ** 2, 0),
  );
}

export const least = (gaps) => gaps.reduce((best, v, k) => (v < gaps[best] ? k : best), 0);
