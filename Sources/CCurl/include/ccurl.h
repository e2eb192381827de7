#pragma once

#include "transfer.h"
#include "poller.h"
#include "sockets.h"
#include "process.h"
#include "names.h"
