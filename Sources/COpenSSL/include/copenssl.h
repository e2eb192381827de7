#pragma once

#include "certificate.h"
#include "session.h"
