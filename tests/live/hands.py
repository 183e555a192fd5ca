"""Make strokes of digits as if drawn with a mouse, each digit in three styles.

The points are on a board 280 wide. A curve runs through them in small steps, with some
random noise.
"""

import numpy as np
from scipy.interpolate import PchipInterpolator

# A digit and its strokes. The first style is neat and large, the second has another
# form, and the third is small, slanted or careless.
TEXT = """\
0 | 140,60 95,85 80,140 95,200 140,225 185,200 200,140 185,85 140,60
0 | 165,60 120,80 95,140 95,195 125,220 165,200 190,140 190,85 160,62
0 | 70,40 50,50 42,72 50,96 72,104 94,92 100,68 90,48 68,40
1 | 140,60 140,120 141,225
1 | 170,55 150,130 125,225
1 | 110,95 130,78 145,60 146,140 146,225
2 | 90,95 105,65 145,55 180,75 180,110 150,150 110,190 85,220 140,221 200,220
2 | 85,90 120,55 170,65 185,105 150,160 100,205 85,215 95,195 125,200 160,222 200,215
2 | 185,75 200,64 220,66 228,80 215,102 190,128 205,130 232,128
3 | 90,75 130,55 175,70 175,110 130,135 180,160 185,200 140,228 90,210
3 | 90,65 135,64 180,62 155,90 130,120 175,140 185,185 145,222 90,212
3 | 60,170 80,160 98,168 96,186 76,196 100,206 102,228 80,240 55,232
4 | 100,60 90,100 80,150 140,151 195,150 | 170,70 169,150 168,230
4 | 165,225 165,140 165,60 120,115 80,165 140,166 200,165
4 | 95,70 85,130 110,150 175,140 | 185,65 176,140 165,230
5 | 180,65 105,65 98,130 140,120 185,145 185,195 145,225 92,212
5 | 105,65 98,125 140,118 182,150 175,205 135,225 90,210 | 105,65 185,60
5 | 185,75 130,65 100,90 115,130 165,150 180,190 145,222 95,210
6 | 170,60 120,95 95,155 100,205 140,228 180,205 180,165 140,148 102,175
6 | 130,55 110,120 100,180 120,220 165,220 180,185 150,160 108,185
6 | 180,75 130,85 95,140 95,200 135,225 175,200 165,165 125,165 98,190
7 | 85,70 140,70 190,70 150,140 125,225
7 | 85,75 140,71 188,68 150,145 130,225 | 105,150 180,142
7 | 90,80 135,82 180,85 165,150 155,220
8 | 170,85 140,60 105,80 115,115 150,140 180,175 165,220 125,225 100,195 120,150 \
165,115 172,85
8 | 140,60 110,75 110,110 140,128 170,110 170,75 140,60 | 140,128 105,155 105,205 \
140,225 178,205 178,155 140,128
8 | 190,80 160,60 125,85 130,115 155,140 165,180 140,220 100,220 90,185 125,150 \
175,120 190,82
9 | 178,95 145,65 105,80 105,120 145,135 178,105 180,96 172,160 165,225
9 | 175,90 140,60 105,85 115,125 155,125 177,92 180,150 170,205 120,225
9 | 160,70 120,75 110,110 140,125 168,100 165,70 | 168,75 160,150 150,220
"""
ROWS = [row.split(" | ")[1:] for row in TEXT.splitlines()]
HANDS = {digit: ROWS[3 * digit : 3 * digit + 3] for digit in range(10)}


def traces(digit, style):
    """Return the strokes of a digit in style 0, 1 or 2: lists of points [x, y]."""
    rng = np.random.default_rng([digit, style])
    return [_trace(stroke, rng) for stroke in HANDS[digit][style]]


def _trace(stroke, rng):
    """Return [[x, y], ...] of a curve through the corners in a text, 'x,y x,y ...'."""
    corners = np.array([[float(v) for v in p.split(",")] for p in stroke.split()])
    lengths = np.hypot(*np.diff(corners, axis=0).T)
    places = np.concatenate([[0], np.cumsum(lengths)])  # of the corners on the stroke
    along = np.linspace(0, places[-1], max(int(places[-1] / 7), 3))  # steps of about 7
    smooth = PchipInterpolator(places, corners)(along)
    return (smooth + rng.normal(0, 0.8, smooth.shape)).round(1).tolist()
