import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DeveloperTextListSchema } from '../../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import { type TextMessage, TextMessages } from './text-messages.js';

@ApiTags('developer')
@Controller('developer')
export class DeveloperController {
  constructor(@Inject(TextMessages) private readonly texts: TextMessages) {}

  @Get('texts')
  @Endpoint({ action: 'developer.texts', answer: DeveloperTextListSchema })
  list(@CurrentPrincipal() principal: Principal): Promise<TextMessage[]> {
    return this.texts.list(principal);
  }
}
