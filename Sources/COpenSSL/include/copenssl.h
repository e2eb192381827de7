#pragma once

#include "authority.h"
#include "certificate.h"
#include "digest.h"
#include "server.h"
#include "session.h"
#include "signature.h"
