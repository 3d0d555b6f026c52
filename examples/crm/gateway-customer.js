import "./operator.js";
import "/memberkit.js";
