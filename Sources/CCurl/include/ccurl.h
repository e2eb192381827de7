#pragma once

#include "transfer.h"
#include "poller.h"
#include "names.h"
