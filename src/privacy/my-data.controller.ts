import { Body, Controller, Get, Header, Inject, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type AnswerConsents,
  AnswerConsentsSchema,
  type AskPrivacy,
  AskPrivacySchema,
  type CorrectMyself,
  CorrectMyselfSchema,
  type MyConsents,
  MyConsentsSchema,
  type MyData,
  MyDataSchema,
  type MyRequest,
  MyRequestSchema,
  ReadableQuerySchema,
  type TellBirthDate,
  TellBirthDateSchema,
} from '../contracts/privacy.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { ConsentsService } from './consents.service.js';
import { MyDataService } from './my-data.service.js';
import { RequestsService } from './requests.service.js';

/** A volunteer's own data: consents, everything held, and what is asked about it. */
@ApiTags('privacy')
@Controller('me')
export class MyDataController {
  constructor(
    @Inject(ConsentsService) private readonly consents: ConsentsService,
    @Inject(MyDataService) private readonly data: MyDataService,
    @Inject(RequestsService) private readonly requests: RequestsService,
  ) {}

  @Get('consents')
  @Endpoint({ action: 'self.read', answer: MyConsentsSchema })
  mine(@CurrentPrincipal() principal: Principal): Promise<MyConsents> {
    return this.consents.mine(principal);
  }

  @Post('consents')
  @Endpoint({ action: 'self.change', answer: MyConsentsSchema })
  answer(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: AnswerConsentsSchema }) body: AnswerConsents,
  ): Promise<MyConsents> {
    return this.consents.answer(principal, body);
  }

  @Post('birth-date')
  @Endpoint({ action: 'self.change', answer: MyConsentsSchema })
  tellBirthDate(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: TellBirthDateSchema }) body: TellBirthDate,
  ): Promise<MyConsents> {
    return this.consents.tellBirthDate(principal, body);
  }

  @Get('data')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'self.read', answer: MyDataSchema })
  read(@CurrentPrincipal() principal: Principal): Promise<MyData> {
    return this.data.read(principal);
  }

  @Put('data')
  @Endpoint({ action: 'self.change', answer: MyDataSchema })
  correct(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CorrectMyselfSchema }) body: CorrectMyself,
  ): Promise<MyData> {
    return this.data.correct(principal, body);
  }

  /** The same as a file, for other machines. */
  @Get('data.json')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'self.read' })
  async json(@CurrentPrincipal() principal: Principal): Promise<StreamableFile> {
    return file(JSON.stringify(await this.data.read(principal), null, 2), 'application/json', 'json');
  }

  /** The same as a page, for people. */
  @Get('data.html')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'self.read' })
  async html(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: ReadableQuerySchema }) { lang }: z.infer<typeof ReadableQuerySchema>,
  ): Promise<StreamableFile> {
    return file(await this.data.readable(principal, lang), 'text/html', 'html');
  }

  @Post('privacy-requests')
  @Endpoint({ action: 'self.change', answer: MyRequestSchema, status: 201 })
  ask(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: AskPrivacySchema }) body: AskPrivacy,
  ): Promise<MyRequest> {
    return this.requests.ask(principal, body);
  }
}

const file = (text: string, type: string, ending: string): StreamableFile =>
  new StreamableFile(Buffer.from(text), {
    type: `${type}; charset=utf-8`,
    disposition: `attachment; filename="du-lieu-cua-toi.${ending}"`,
  });
