// Walk down a valley from a start and with a learning rate of one's choice (training).

import { hike } from "../hike.js";

hike("valley");
