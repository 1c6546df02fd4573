#!/usr/bin/env node
// The command `pinbook` by its former name.
import "./launch.cjs";
