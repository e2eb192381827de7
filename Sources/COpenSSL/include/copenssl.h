#pragma once
#include "authority.h"
#include "server.h"
