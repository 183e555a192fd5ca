// Walk down a steep valley with as much memory as one likes (steps).

import { hike } from "../hike.js";

hike("momentum");
