#pragma once

#include "authority.h"
#include "certificate.h"
#include "server.h"
#include "session.h"
